/*
 * SPDX-FileCopyrightText: The Duramen authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a compiler makes of Apple's headers, for src/test/resources/macos-layouts.txt. It cannot be run here: make.sh reads the
 * numbers from the assembly, and links it to see that every function is there.
 */
#include <errno.h>
#include <fcntl.h>
#include <mach/mach.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#ifdef LINKED
#define LINE(name, value)
#define SYMBOL(name)
#else
#define LINE(name, value) __asm__ volatile(".ascii \"->" name " %c0\"" : : "i"((long) (value)));
#define SYMBOL(name) __asm__ volatile(".ascii \"->symbol " name "\"");
#endif
#define CONSTANT(name) LINE(#name, name)
#define SIZE(type) LINE("SIZEOF_" #type, sizeof(type))
#define STRUCT(name) LINE("SIZEOF_" #name, sizeof(struct name))
#define OFFSET(type, field) LINE("OFFSETOF_" #type "_" #field, offsetof(type, field))
#define OFFSET_IN(name, field) LINE("OFFSETOF_" #name "_" #field, offsetof(struct name, field))

void numbers(void) {
    CONSTANT(O_RDONLY)
    CONSTANT(O_RDWR)
    CONSTANT(O_CLOEXEC)
    CONSTANT(O_DIRECTORY)
    CONSTANT(F_PREALLOCATE)
    CONSTANT(F_FULLFSYNC)
    CONSTANT(F_BARRIERFSYNC)
    CONSTANT(F_ALLOCATECONTIG)
    CONSTANT(F_ALLOCATEALL)
    CONSTANT(F_PEOFPOSMODE)
    SIZE(fstore_t)
    OFFSET(fstore_t, fst_flags)
    OFFSET(fstore_t, fst_posmode)
    OFFSET(fstore_t, fst_offset)
    OFFSET(fstore_t, fst_length)
    OFFSET(fstore_t, fst_bytesalloc)
    CONSTANT(CLOCK_THREAD_CPUTIME_ID)
    CONSTANT(KERN_SUCCESS)
    CONSTANT(KERN_INVALID_ARGUMENT)
    CONSTANT(KERN_TERMINATED)
    CONSTANT(MACH_SEND_INVALID_DEST)
    CONSTANT(THREAD_BASIC_INFO)
    CONSTANT(THREAD_BASIC_INFO_COUNT)
    STRUCT(thread_basic_info)
    OFFSET_IN(thread_basic_info, user_time)
    OFFSET_IN(thread_basic_info, system_time)
    SIZE(time_value_t)
    OFFSET(time_value_t, microseconds)
    CONSTANT(PROT_READ)
    CONSTANT(PROT_WRITE)
    CONSTANT(MAP_PRIVATE)
    CONSTANT(MAP_ANON)
    CONSTANT(VM_INHERIT_NONE)
    SIZE(off_t)
    SIZE(size_t)
    SIZE(pthread_t)
    SIZE(mach_port_t)

    CONSTANT(EPERM)
    CONSTANT(ENOENT)
    CONSTANT(EINTR)
    CONSTANT(EIO)
    CONSTANT(EBADF)
    CONSTANT(ENOMEM)
    CONSTANT(EACCES)
    CONSTANT(ENODEV)
    CONSTANT(ENOTDIR)
    CONSTANT(EISDIR)
    CONSTANT(EINVAL)
    CONSTANT(EMFILE)
    CONSTANT(ENOTTY)
    CONSTANT(EFBIG)
    CONSTANT(ENOSPC)
    CONSTANT(EROFS)
    CONSTANT(EAGAIN)
    CONSTANT(ENOTSUP)
    CONSTANT(EDQUOT)
    CONSTANT(ENOSYS)
    CONSTANT(EOPNOTSUPP)
}

#define FUNCTIONS \
    FUNCTION(clock_gettime_nsec_np) FUNCTION(thread_info) FUNCTION(pthread_self) FUNCTION(pthread_mach_thread_np) \
    FUNCTION(open) FUNCTION(close) FUNCTION(fsync) FUNCTION(ftruncate) FUNCTION(fcntl) FUNCTION(getpagesize) \
    FUNCTION(mmap) FUNCTION(munmap) FUNCTION(mlock) FUNCTION(munlock) FUNCTION(minherit)

int main(void) {
    void *volatile function;
#define FUNCTION(name) SYMBOL(#name) function = (void *) name;
    FUNCTIONS
#ifdef NO_SUCH_FUNCTION
    extern void no_such_function_of_macos(void);
    function = (void *) no_such_function_of_macos;
#endif
    return function == 0;
}
