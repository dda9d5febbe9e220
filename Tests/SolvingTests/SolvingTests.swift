import Testing

@Suite struct SolvingTests {}
