import CZeroMQ
import Glibc

/// The names of the errno values that libzmq documents, so that a log line can be searched for in its manual.
enum ErrnoName {
    static let again = EAGAIN
    static let interrupted = EINTR
    static let invalid = EINVAL
    static let terminated = ETERM
    static let notSocket = ENOTSOCK

    /// The symbolic name of `number`, or nil when libzmq does not document it.
    static func of(_ number: Int32) -> String? {
        names[number]
    }

    private static let names: [Int32: String] = [
        // libzmq's own.
        EFSM: "EFSM",
        ENOCOMPATPROTO: "ENOCOMPATPROTO",
        ETERM: "ETERM",
        EMTHREAD: "EMTHREAD",
        // The system's, as the manual pages of libzmq 4.3 list them.
        EACCES: "EACCES",
        EADDRINUSE: "EADDRINUSE",
        EADDRNOTAVAIL: "EADDRNOTAVAIL",
        EAFNOSUPPORT: "EAFNOSUPPORT",
        EAGAIN: "EAGAIN",
        EBADF: "EBADF",
        EBUSY: "EBUSY",
        ECONNABORTED: "ECONNABORTED",
        ECONNREFUSED: "ECONNREFUSED",
        ECONNRESET: "ECONNRESET",
        EDEADLK: "EDEADLK",
        EFAULT: "EFAULT",
        EHOSTUNREACH: "EHOSTUNREACH",
        EINPROGRESS: "EINPROGRESS",
        EINTR: "EINTR",
        EINVAL: "EINVAL",
        EIO: "EIO",
        EMFILE: "EMFILE",
        EMSGSIZE: "EMSGSIZE",
        ENAMETOOLONG: "ENAMETOOLONG",
        ENETDOWN: "ENETDOWN",
        ENETRESET: "ENETRESET",
        ENETUNREACH: "ENETUNREACH",
        ENFILE: "ENFILE",
        ENOBUFS: "ENOBUFS",
        ENODEV: "ENODEV",
        ENOENT: "ENOENT",
        ENOMEM: "ENOMEM",
        ENOTCONN: "ENOTCONN",
        ENOTSOCK: "ENOTSOCK",
        ENOTSUP: "ENOTSUP",
        EPERM: "EPERM",
        EPIPE: "EPIPE",
        EPROTO: "EPROTO",
        EPROTONOSUPPORT: "EPROTONOSUPPORT",
        ETIMEDOUT: "ETIMEDOUT",
    ]
}
