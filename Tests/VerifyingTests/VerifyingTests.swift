import Testing

@Suite struct VerifyingTests {}
