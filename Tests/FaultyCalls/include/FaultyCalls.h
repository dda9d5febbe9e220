/* Nothing to call: the library works by being preloaded. See FaultyCalls.c. */
