package farcron.report;

import farcron.spool.Spool;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

import java.io.ByteArrayOutputStream;
import java.util.function.Supplier;

/// Puts requests together. Only a crontab may be long, and only if the caller is known; it counts
/// as bytes arrive, whatever length was announced.
///
/// Owned by the event loop.
final class Intake extends SimpleChannelInboundHandler<HttpObject> {

    private static final int USUAL = 4096;

    private final Supplier<Caller> caller;
    private final Uploads uploads;
    private State state = new Deaf();

    /// Where in a request the connection is.
    private sealed interface State {}

    /// Between requests; or after one that was refused, which is the last.
    private record Deaf() implements State {}

    private record Reading(
            HttpRequest head, int most, ByteArrayOutputStream body, Uploads.Hold hold)
            implements State {}

    Intake(Supplier<Caller> caller, Uploads uploads) {
        this.caller = caller;
        this.uploads = uploads;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            refuse(ctx, broken(part.decoderResult().cause()));
            return;
        }
        if (part instanceof HttpRequest head) {
            begin(ctx, head);
        }
        if (part instanceof HttpContent content && state instanceof Reading reading) {
            take(ctx, reading, content);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest head) {
        int most = takesCrontab(head) ? Spool.LARGEST : USUAL;
        state = new Reading(head, most, new ByteArrayOutputStream(0), uploads.hold(caller.get()));
        if (HttpUtil.getContentLength(head, 0L) > most) {
            refuse(ctx, tooLarge(most));
        } else if (HttpUtil.is100ContinueExpected(head)) {
            ctx.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private boolean takesCrontab(HttpRequest head) {
        String uri = head.uri();
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        return caller.get().full()
                && head.method().equals(HttpMethod.PUT)
                && path.equals(CrontabAddress.PATH);
    }

    private void take(ChannelHandlerContext ctx, Reading reading, HttpContent content) {
        byte[] bytes = new byte[content.content().readableBytes()];
        content.content().readBytes(bytes);
        if (reading.body().size() + bytes.length > reading.most()) {
            refuse(ctx, tooLarge(reading.most()));
        } else if (!reading.hold().take(bytes.length)) {
            refuse(ctx, Reply.text(503, "too many crontabs are being sent; try again\n"));
        } else {
            reading.body().writeBytes(bytes);
            if (content instanceof LastHttpContent) {
                state = new Deaf();
                ctx.fireChannelRead(
                        new Arrival.Whole(
                                reading.head(), reading.body().toByteArray(), reading.hold()));
            }
        }
    }

    /// What else comes is not looked at: the connection will be closed.
    private void refuse(ChannelHandlerContext ctx, Reply reply) {
        forget();
        ctx.fireChannelRead(new Arrival.Spoilt(reply));
    }

    private void forget() {
        if (state instanceof Reading reading) {
            reading.hold().release();
        }
        state = new Deaf();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        forget();
        super.channelInactive(ctx);
    }

    private static Reply tooLarge(int most) {
        return Reply.text(413, "that is more than the " + most + " bytes that are taken here\n");
    }

    private static Reply broken(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> Reply.text(414, "the address is too long\n");
            case TooLongHttpHeaderException _ -> Reply.text(431, "the headers are too long\n");
            default -> Reply.text(400, "that is no HTTP request\n");
        };
    }
}
