// Debian's libzmq (package libzmq3-dev). No pkg-config: Debian's libzmq.pc carries flags SwiftPM refuses.
#ifndef ZHICHAO_CZEROMQ_SHIM_H
#define ZHICHAO_CZEROMQ_SHIM_H

#include <sys/prctl.h>
#include <zmq.h>

/// ZMQ_ZAP_ENFORCE_DOMAIN: without a ZAP handler nobody comes in, rather than everybody. Debian's zmq.h hides it with
/// the draft interfaces, and its library knows it nevertheless.
enum { ZHICHAO_ZAP_ENFORCE_DOMAIN = 93 };

/// Names the calling thread; Linux keeps the first 15 bytes.
///
/// Here because Swift can call neither prctl, which is variadic, nor pthread_setname_np, which needs _GNU_SOURCE.
static inline void zhichao_name_thread(const char *name) {
    prctl(PR_SET_NAME, name, 0, 0, 0);
}

#endif
