import Testing

@Suite struct ReleasingTests {}
