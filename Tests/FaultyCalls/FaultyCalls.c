/* Makes the calls by which a process changes files fail, or kills the process in the middle of them.
 *
 * Preloaded (LD_PRELOAD) it stands between a program and the C library and counts, from 1, every call that changes
 * something below one folder: writing, making durable, making, renaming, removing, cutting. Calls elsewhere (font
 * caches, /dev/null) are none of its business, so that the same run counts the same.
 *
 *   FAULTY_ROOT=/folder        absolute, without links in it
 *   FAULTY_PLAN=count:0        only count
 *   FAULTY_PLAN=kill:17        SIGKILL at the 17th call: a write is half done, any other call not at all
 *   FAULTY_PLAN=eio:17         the 17th call fails with EIO, the ones after it do not
 *   FAULTY_PLAN=enospc:17      from the 17th call on the disk is full; the first write is still half done
 *   FAULTY_PLAN=erofs:17       from the 17th call on the disk is read-only
 *   FAULTY_COUNT=/file         where the number of calls is written at the end of the process
 *
 * What a process changes through mapped memory is not seen; SQLite maps only its index of the log, which it makes
 * anew from the log after a crash. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

enum plan { NONE, COUNT, KILL, ONCE_EIO, FULL, READ_ONLY };
/* What a disk that is full still allows. */
enum need { NEEDS_ROOM, NEEDS_NONE };

static enum plan plan = NONE;
static long chosen;
static const char *root;
static atomic_long calls;

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("FAULTY_PLAN");
    root = getenv("FAULTY_ROOT");
    if (!text || !root) return;
    const char *colon = strchr(text, ':');
    if (!colon) return;
    chosen = atol(colon + 1);
    if (!strncmp(text, "count:", 6)) plan = COUNT;
    if (!strncmp(text, "kill:", 5)) plan = KILL;
    if (!strncmp(text, "eio:", 4)) plan = ONCE_EIO;
    if (!strncmp(text, "enospc:", 7)) plan = FULL;
    if (!strncmp(text, "erofs:", 6)) plan = READ_ONLY;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FAULTY_COUNT");
    if (plan == NONE || !path) return;
    plan = NONE;
    FILE *file = fopen(path, "w");
    if (!file) return;
    fprintf(file, "%ld\n", atomic_load(&calls));
    fclose(file);
}

static int below(const char *path) {
    size_t length = strlen(root);
    return !strncmp(path, root, length) && (path[length] == '/' || path[length] == 0);
}

static int descriptor_below(int descriptor) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path);
}

/* Relative names are taken from the working folder or the descriptor of one; “..” does not occur. */
static int name_below(int folder, const char *name) {
    if (name[0] == '/') return below(name);
    char link[64], path[8192];
    if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, path, 4096);
    if (length < 0) return 0;
    snprintf(path + length, sizeof path - length, "/%s", name);
    return below(path);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* The error this call must fail with, 0 for none, -1 for “do half of it first”. */
static int verdict(int is_ours, int is_write, enum need need) {
    if (plan == NONE || !is_ours) return 0;
    long number = atomic_fetch_add(&calls, 1) + 1;
    switch (plan) {
    case KILL:
        if (number != chosen) return 0;
        if (is_write) return -1;
        die();
    case ONCE_EIO: return number == chosen ? EIO : 0;
    case FULL:
        if (number < chosen || need == NEEDS_NONE) return 0;
        return is_write && number == chosen ? -1 : ENOSPC;
    case READ_ONLY: return number >= chosen ? EROFS : 0;
    default: return 0;
    }
}

#define FAIL(error) do { errno = (error); return -1; } while (0)

ssize_t write(int descriptor, const void *bytes, size_t count) {
    int error = plan == NONE ? 0 : verdict(descriptor_below(descriptor), 1, NEEDS_ROOM);
    if (error > 0) FAIL(error);
    if (error == 0) return NEXT(write)(descriptor, bytes, count);
    ssize_t done = NEXT(write)(descriptor, bytes, count / 2);
    if (plan == KILL) die();
    return done;
}

static ssize_t place(
    ssize_t (*next)(int, const void *, size_t, off_t), int descriptor, const void *bytes, size_t count, off_t offset) {
    int error = plan == NONE ? 0 : verdict(descriptor_below(descriptor), 1, NEEDS_ROOM);
    if (error > 0) FAIL(error);
    if (error == 0) return next(descriptor, bytes, count, offset);
    ssize_t done = next(descriptor, bytes, count / 2, offset);
    if (plan == KILL) die();
    return done;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    return place(NEXT(pwrite), descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    return place(NEXT(pwrite64), descriptor, bytes, count, offset);
}

#define ON_DESCRIPTOR(name, parameters, arguments, need) \
    int name parameters { \
        int error = plan == NONE ? 0 : verdict(descriptor_below(descriptor), 0, need); \
        if (error > 0) FAIL(error); \
        return NEXT(name) arguments; \
    }

/* Only counted, and failed: what the kernel has outlives the process, and waiting for disks would take minutes. */
#define ON_SYNC(name) \
    int name(int descriptor) { \
        int is_ours = plan != NONE && descriptor_below(descriptor); \
        int error = verdict(is_ours, 0, NEEDS_ROOM); \
        if (error > 0) FAIL(error); \
        return is_ours ? 0 : NEXT(name)(descriptor); \
    }

ON_SYNC(fsync)
ON_SYNC(fdatasync)
ON_DESCRIPTOR(ftruncate, (int descriptor, off_t length), (descriptor, length), NEEDS_NONE)
ON_DESCRIPTOR(ftruncate64, (int descriptor, off64_t length), (descriptor, length), NEEDS_NONE)
ON_DESCRIPTOR(fallocate, (int descriptor, int mode, off_t from, off_t length), (descriptor, mode, from, length), NEEDS_ROOM)
ON_DESCRIPTOR(fallocate64, (int descriptor, int mode, off64_t from, off64_t length), (descriptor, mode, from, length), NEEDS_ROOM)
ON_DESCRIPTOR(fchmod, (int descriptor, mode_t mode), (descriptor, mode), NEEDS_NONE)

#define ON_NAME(call, parameters, arguments, folder, path, need) \
    int call parameters { \
        int error = plan == NONE ? 0 : verdict(name_below(folder, path), 0, need); \
        if (error > 0) FAIL(error); \
        return NEXT(call) arguments; \
    }

ON_NAME(rename, (const char *from, const char *to), (from, to), AT_FDCWD, to, NEEDS_ROOM)
ON_NAME(renameat, (int a, const char *from, int b, const char *to), (a, from, b, to), b, to, NEEDS_ROOM)
ON_NAME(unlink, (const char *path), (path), AT_FDCWD, path, NEEDS_NONE)
ON_NAME(unlinkat, (int a, const char *path, int flags), (a, path, flags), a, path, NEEDS_NONE)
ON_NAME(rmdir, (const char *path), (path), AT_FDCWD, path, NEEDS_NONE)
ON_NAME(mkdir, (const char *path, mode_t mode), (path, mode), AT_FDCWD, path, NEEDS_ROOM)
ON_NAME(mkdirat, (int a, const char *path, mode_t mode), (a, path, mode), a, path, NEEDS_ROOM)

/* Opening changes something if it makes the file or cuts it; and nothing opens for writing on a read-only disk. */
static int opening(int folder, const char *path, int flags) {
    if (plan == NONE || !(flags & (O_CREAT | O_TRUNC))) {
        int is_late = plan == READ_ONLY && atomic_load(&calls) >= chosen && (flags & O_ACCMODE) != O_RDONLY;
        return is_late && name_below(folder, path) ? EROFS : 0;
    }
    int is_there = faccessat(folder, path, F_OK, 0) == 0;
    errno = 0;
    return verdict(name_below(folder, path), 0, is_there ? NEEDS_NONE : NEEDS_ROOM);
}

#define OPEN(call, parameters, folder, ...) \
    int call parameters { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        int error = opening(folder, path, flags); \
        if (error > 0) FAIL(error); \
        return NEXT(call)(__VA_ARGS__, mode); \
    }

OPEN(open, (const char *path, int flags, ...), AT_FDCWD, path, flags)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD, path, flags)
OPEN(openat, (int folder, const char *path, int flags, ...), folder, folder, path, flags)
OPEN(openat64, (int folder, const char *path, int flags, ...), folder, folder, path, flags)
