package farcron.report;

import io.netty.handler.codec.http.HttpRequest;

/// What came over a connection in one piece.
sealed interface Arrival {

    /// A request with all of its body.
    ///
    /// @param hold to be released when the request is answered
    record Whole(HttpRequest head, byte[] body, Uploads.Hold hold) implements Arrival {}

    /// Something that is answered so, after which the connection is closed.
    record Spoilt(Reply reply) implements Arrival {}

    /// It will not be answered any more.
    default void drop() {
        switch (this) {
            case Whole whole -> whole.hold().release();
            case Spoilt _ -> {}
        }
    }
}
