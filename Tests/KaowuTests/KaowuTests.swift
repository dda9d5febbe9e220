import Testing

@Suite struct KaowuTests {}
