package farcron.report;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// One connection: one request at a time, in order, however fast they are sent. Nothing is read
/// before the caller is known.
///
/// Owned by the event loop. Nothing is looked up or written in words here.
final class Conversation extends SimpleChannelInboundHandler<Arrival> {

    private static final int IDLE_S = 30;
    private static final int ANSWER_S = 10;

    /// So many requests may wait on one connection before no more are read.
    private static final int WAITING = 8;

    /// Not counted as waiting: it is short, and the last on its connection.
    private static final Reply FULL =
            Reply.text(503, "too many answers wait to be read; ask again\n");

    private final StatusServer server;
    private final Door door;
    private final Deque<Arrival> turns = new ArrayDeque<>();
    private Caller caller = new Caller.Anonymous();
    private Future<?> patience = CompletableFuture.completedFuture(null);
    private boolean busy = true;
    private long asked;

    Conversation(StatusServer server, Door door) {
        this.server = server;
        this.door = door;
    }

    Caller caller() {
        return caller;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        closeWhenIdle(ctx);
        server.identify(() -> {
            Optional<Caller> found = door.caller(ctx.channel());
            ctx.executor().execute(() -> begin(ctx, found));
        });
        door.arrived(ctx.channel());
    }

    private void begin(ChannelHandlerContext ctx, Optional<Caller> found) {
        door.identified(ctx.channel());
        caller = found.orElse(caller);
        if (found.isPresent() && door.admits(ctx.channel(), caller)) {
            next(ctx);
        } else {
            ctx.close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Arrival arrival) {
        turns.add(arrival);
        ctx.channel().config().setAutoRead(turns.size() < WAITING);
        if (!busy) {
            next(ctx);
        }
    }

    private void next(ChannelHandlerContext ctx) {
        Arrival turn = turns.poll();
        busy = turn != null;
        switch (turn) {
            case Arrival.Whole whole -> answer(ctx, whole);
            case Arrival.Spoilt(Reply reply) -> write(ctx, reply, true);
            case null -> ctx.channel().config().setAutoRead(true);
        }
    }

    private void answer(ChannelHandlerContext ctx, Arrival.Whole whole) {
        Reading reading = new Reading(whole.head(), whole.body(), door, server.gate());
        patience.cancel(false);
        long number = ++asked;
        patience =
                ctx.executor()
                        .schedule(
                                () -> settle(ctx, number, tooSlow(reading)),
                                ANSWER_S,
                                TimeUnit.SECONDS);
        server.work(() ->
                server.answer(reading, caller)
                        .thenAccept(reply ->
                                ctx.executor()
                                        .execute(() -> {
                                            whole.hold().release();
                                            settle(ctx, number, reply);
                                        })));
    }

    /// The first answer to a request counts.
    private void settle(ChannelHandlerContext ctx, long number, Reply reply) {
        if (number == asked) {
            asked++;
            write(ctx, reply, false);
        }
    }

    private void write(ChannelHandlerContext ctx, Reply reply, boolean last) {
        closeWhenIdle(ctx);
        int bytes = reply.body().length;
        if (server.budget().reserve(caller, bytes)) {
            ChannelPromise written = ctx.newPromise();
            written.addListener(_ -> server.budget().release(caller, bytes));
            send(ctx, reply, last, written);
        } else {
            send(ctx, FULL, true, ctx.newPromise());
        }
    }

    private void send(
            ChannelHandlerContext ctx, Reply reply, boolean last, ChannelPromise written) {
        FullHttpResponse http = http(reply);
        if (last) {
            http.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        ctx.writeAndFlush(http, written);
        if (last) {
            written.addListener(ChannelFutureListener.CLOSE);
        } else {
            written.addListener(done -> {
                if (done.isSuccess()) {
                    next(ctx);
                }
            });
        }
    }

    private static FullHttpResponse http(Reply reply) {
        FullHttpResponse http =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(reply.status()),
                        Unpooled.wrappedBuffer(reply.body()));
        http.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, reply.media().contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set("Content-Security-Policy", "default-src 'none'");
        reply.headers().forEach((name, value) -> http.headers().set(name, value));
        return http;
    }

    private static Reply tooSlow(Reading reading) {
        return Reply.text(
                503,
                "no answer within "
                        + ANSWER_S
                        + " s"
                        + (reading.changes() ? "; what was asked for may still be done\n" : "\n"));
    }

    private void closeWhenIdle(ChannelHandlerContext ctx) {
        patience.cancel(false);
        patience = ctx.executor().schedule(() -> ctx.close(), IDLE_S, TimeUnit.SECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        patience.cancel(false);
        turns.forEach(Arrival::drop);
        turns.clear();
    }

    /// A caller who went away, mostly.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
