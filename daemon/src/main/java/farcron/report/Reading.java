package farcron.report;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request as it came, before anybody believes it. Copied out of the network's buffers.
final class Reading {

    private final String uri;
    private final String accept;
    private final Gate.Claims claims;
    private final Gate gate;

    Reading(FullHttpRequest http, Door door, Gate gate) {
        this.uri = http.uri();
        this.accept = String.join(",", http.headers().getAll(HttpHeaderNames.ACCEPT));
        this.claims =
                new Gate.Claims(
                        door.isSocket(),
                        http.method().name(),
                        List.copyOf(http.headers().getAll(HttpHeaderNames.HOST)),
                        List.copyOf(http.headers().getAll(HttpHeaderNames.ORIGIN)),
                        http.headers().get("Sec-Fetch-Site", ""));
        this.gate = gate;
    }

    boolean acts() {
        return claims.method().equals("POST");
    }

    /// The request, if it may be answered at all.
    Request request(Caller caller) {
        Optional<String> objection = gate.objection(claims);
        if (objection.isPresent()) {
            throw Declined.forbidden(objection.get());
        }
        if (acts() && !caller.full()) {
            throw Declined.forbidden(Acts.SOCKET_ONLY);
        }
        if (!uri.startsWith("/")) {
            throw Declined.badRequest("the address must begin with /");
        }
        try {
            QueryStringDecoder decoder = new QueryStringDecoder(uri);
            Map<String, String> query = new LinkedHashMap<>();
            decoder.parameters().forEach((key, values) -> query.put(key, values.getFirst()));
            return new Request(
                    claims.method(), decoder.path(), query, Media.preferred(accept), caller);
        } catch (IllegalArgumentException _) {
            throw Declined.badRequest(
                    "the address holds a `%` that is not followed by two hex digits");
        }
    }

    /// For answers to a request that is not believed.
    Request bare(Caller caller) {
        return new Request(claims.method(), "/", Map.of(), Media.preferred(accept), caller);
    }
}
