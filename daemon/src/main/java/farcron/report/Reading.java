package farcron.report;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request as it came, before anybody believes it. Copied out of the network's buffers.
final class Reading {

    private final String uri;
    private final String accept;
    private final Request.Sent sent;
    private final Gate.Claims claims;
    private final Gate gate;

    Reading(HttpRequest http, byte[] body, Door door, Gate gate) {
        HttpHeaders headers = http.headers();
        this.uri = http.uri();
        this.accept = String.join(",", headers.getAll(HttpHeaderNames.ACCEPT));
        this.sent =
                new Request.Sent(
                        body,
                        headers.get(HttpHeaderNames.IF_MATCH, ""),
                        headers.get(HttpHeaderNames.IF_NONE_MATCH, ""));
        this.claims =
                new Gate.Claims(
                        door.isSocket(),
                        http.method().name(),
                        List.copyOf(headers.getAll(HttpHeaderNames.HOST)),
                        List.copyOf(headers.getAll(HttpHeaderNames.ORIGIN)),
                        headers.get("Sec-Fetch-Site", ""));
        this.gate = gate;
    }

    /// Whether it may change something even if nobody waits for the answer any more.
    boolean changes() {
        return !claims.method().equals("GET") && !claims.method().equals("HEAD");
    }

    /// The request, if it may be answered at all.
    Request request(Caller caller) {
        Optional<String> objection = gate.objection(claims);
        if (objection.isPresent()) {
            throw Declined.forbidden(objection.get());
        }
        if (claims.method().equals("POST") && !caller.full()) {
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
                    claims.method(), decoder.path(), query, Media.preferred(accept), caller, sent);
        } catch (IllegalArgumentException _) {
            throw Declined.badRequest(
                    "the address holds a `%` that is not followed by two hex digits");
        }
    }

    /// For answers to a request that is not believed.
    Request bare(Caller caller) {
        return new Request(claims.method(), "/", Map.of(), Media.preferred(accept), caller, sent);
    }
}
