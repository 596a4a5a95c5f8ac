/* A machine that fails on demand, put between a process and its disk and clock with LD_PRELOAD.
 *
 * MACHINE_FOLDER   only files in here are touched
 * MACHINE_CONTROL  a file of eight numbers that tests/harness/machine.py writes while the process runs
 * MACHINE_RECORD   where everything that happens to those files is written down, in the order in which it happened
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define FILES 4096
#define REAL(name) ((__typeof__(&name))real(#name))

struct control {
    volatile int64_t sync_delay_us, sync_fails_after, no_space, clock_offset_ms, synced, failed, refused, syncs_fail;
};

struct record {
    char what;
    char name[39];
    int64_t offset;
    int64_t length;
} __attribute__((packed));

static struct control nothing, *control = &nothing;
static char folder[PATH_MAX], names[FILES][39];
static size_t folder_length;
static int record_to = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void start(void) {
    const char *given = getenv("MACHINE_FOLDER"), *steering = getenv("MACHINE_CONTROL"), *to = getenv("MACHINE_RECORD");
    if (given && realpath(given, folder)) folder_length = strlen(folder);
    if (steering) {
        int fd = syscall(SYS_openat, AT_FDCWD, steering, O_RDWR | O_CLOEXEC);
        void *seen = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof nothing, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (seen != MAP_FAILED) control = seen;
        if (fd >= 0) syscall(SYS_close, fd);
    }
    if (to) record_to = syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static const char *name_in_folder(const char *path) {
    if (!folder_length || strncmp(path, folder, folder_length) || path[folder_length] != '/') return NULL;
    const char *name = path + folder_length + 1;
    return *name && !strchr(name, '/') && strlen(name) < 39 ? name : NULL;
}

static const char *is_ours(int fd) { return fd >= 0 && fd < FILES && names[fd][0] ? names[fd] : NULL; }

static void tell(char what, const char *name, int64_t offset, const void *data, int64_t length) {
    if (record_to < 0) return;
    struct record head = {what, "", offset, length};
    strncpy(head.name, name, sizeof head.name - 1);
    pthread_mutex_lock(&turn);
    syscall(SYS_write, record_to, &head, sizeof head);
    if (data) syscall(SYS_write, record_to, data, length);
    pthread_mutex_unlock(&turn);
}

/* --- files ------------------------------------------------------------------------------------------------------ */

static int opened(int fd, const char *path) {
    const char *name = name_in_folder(path);
    if (fd >= 0 && fd < FILES) {
        names[fd][0] = 0;
        if (name) strcpy(names[fd], name);
    }
    return fd;
}

#define OPEN(function)                                                                  \
    int function(const char *path, int flags, ...) {                                    \
        va_list rest;                                                                   \
        va_start(rest, flags);                                                          \
        int mode = va_arg(rest, int);                                                   \
        va_end(rest);                                                                   \
        return opened(syscall(SYS_openat, AT_FDCWD, path, flags, mode), path);          \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    if (is_ours(fd)) names[fd][0] = 0;
    return REAL(close)(fd);
}

static int refuses_to_write(int fd) {
    if (!control->no_space || !is_ours(fd)) return 0;
    control->refused++;
    errno = ENOSPC;
    return 1;
}

#define PWRITE(function)                                                                \
    ssize_t function(int fd, const void *data, size_t length, off64_t offset) {         \
        if (refuses_to_write(fd)) return -1;                                            \
        ssize_t written = syscall(SYS_pwrite64, fd, data, length, offset);              \
        if (written > 0 && is_ours(fd)) tell('W', names[fd], offset, data, written);    \
        return written;                                                                 \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t write(int fd, const void *data, size_t length) {
    if (!is_ours(fd)) return syscall(SYS_write, fd, data, length);
    if (refuses_to_write(fd)) return -1;
    int64_t offset = syscall(SYS_lseek, fd, 0, SEEK_CUR);
    ssize_t written = syscall(SYS_write, fd, data, length);
    if (written > 0) tell('W', names[fd], offset, data, written);
    return written;
}

#define TRUNCATE(function)                                                              \
    int function(int fd, off64_t length) {                                              \
        int done = syscall(SYS_ftruncate, fd, length);                                  \
        if (!done && is_ours(fd)) tell('T', names[fd], length, NULL, 0);                \
        return done;                                                                    \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

int unlink(const char *path) {
    int done = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    const char *name = name_in_folder(path);
    if (!done && name) tell('U', name, 0, NULL, 0);
    return done;
}

static int synced(int fd, long call) {
    if (!is_ours(fd)) return syscall(call, fd);
    if (control->sync_delay_us) {
        struct timespec pause = {control->sync_delay_us / 1000000, control->sync_delay_us % 1000000 * 1000};
        nanosleep(&pause, NULL);
    }
    control->synced++;
    if (control->syncs_fail || (control->sync_fails_after && !--control->sync_fails_after)) {
        control->failed++;
        errno = EIO;
        return -1;
    }
    int done = syscall(call, fd);
    if (!done) tell('S', names[fd], 0, NULL, 0);
    return done;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

#define STATVFS(function, type)                                                         \
    int function(const char *path, struct type *found) {                                \
        int done = REAL(function)(path, found);                                         \
        if (!done && control->no_space) found->f_bavail = found->f_bfree = 0;           \
        return done;                                                                    \
    }
STATVFS(statvfs, statvfs)
STATVFS(statvfs64, statvfs64)

/* --- the wall clock --------------------------------------------------------------------------------------------- */

static void jump(struct timespec *now) {
    int64_t ms = control->clock_offset_ms;
    now->tv_sec += ms / 1000;
    now->tv_nsec += ms % 1000 * 1000000;
    if (now->tv_nsec < 0) now->tv_sec--, now->tv_nsec += 1000000000;
    if (now->tv_nsec >= 1000000000) now->tv_sec++, now->tv_nsec -= 1000000000;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int done = syscall(SYS_clock_gettime, clock, now);
    if (!done && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) jump(now);
    return done;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec found;
    clock_gettime(CLOCK_REALTIME, &found);
    now->tv_sec = found.tv_sec, now->tv_usec = found.tv_nsec / 1000;
    (void)zone;
    return 0;
}

time_t time(time_t *to) {
    struct timespec found;
    clock_gettime(CLOCK_REALTIME, &found);
    if (to) *to = found.tv_sec;
    return found.tv_sec;
}
