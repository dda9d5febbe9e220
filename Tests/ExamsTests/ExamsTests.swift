import Testing

@Suite struct ExamsTests {}
