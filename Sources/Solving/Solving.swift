/// The general engine; see the README.
