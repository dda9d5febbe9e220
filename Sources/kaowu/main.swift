import CMalloc
import Foundation

// All threads share one heap, and large memory goes back to the machine as soon as it is let go of: with a heap for each
// thread a quarter of what a million people take would be what is left over between them.
_ = mallopt(M_ARENA_MAX, 1)
_ = mallopt(M_MMAP_THRESHOLD, 1 << 20)
exit(Dispatcher(terminal: Terminal()).run(Array(CommandLine.arguments.dropFirst())).rawValue)
