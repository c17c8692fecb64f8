package farcron.report;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// HTTP on a Unix socket, which knows its callers, and on loopback TCP, which does not.
///
/// Two threads: `farcron-net` moves bytes, `farcron-http` answers. Who asks is found out on threads
/// of its own, so that a directory that hangs does not hold up those who are known. A door that
/// cannot be opened is reported and the daemon goes on without it: jobs matter more than answers
/// about them.
public final class StatusServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("farcron");

    private static final int LINE_BYTES = 4096;
    private static final int HEADER_BYTES = 8192;
    private static final int FAR_DAYS = 10_000;

    private final Site site;
    private final Gate gate;
    private final Budget budget = new Budget();
    private final Uploads uploads = new Uploads();
    private final Callers callers;
    private final List<SocketFile> sockets = new CopyOnWriteArrayList<>();
    private final EventLoopGroup network =
            new MultiThreadIoEventLoopGroup(
                    1,
                    Thread.ofPlatform().name("farcron-net").daemon().factory(),
                    NioIoHandler.newFactory());
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("farcron-http").daemon().factory());

    /// No virtual threads: looking up an account blocks in native code, which would pin theirs.
    private final ExecutorService lookups =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().name("farcron-callers").daemon().factory());

    /// @param hostNames answered to on TCP besides `localhost`, `127.0.0.1` and `[::1]`
    /// @param callers knows who asks over the Unix socket
    public StatusServer(Site site, Set<String> hostNames, Callers callers) {
        this.site = site;
        this.gate = new Gate(hostNames);
        this.callers = callers;
        // With nothing ahead, Netty's thread would wake up each second.
        network.schedule(() -> {}, FAR_DAYS, TimeUnit.DAYS);
    }

    /// Has Netty read a request that nobody made, and make a socket that is nowhere, so that its
    /// own setting up is done when the first ones come. Any thread.
    public static void prepare() {
        EmbeddedChannel nobody = new EmbeddedChannel(new HttpServerCodec());
        nobody.writeInbound(
                Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII));
        nobody.finishAndReleaseAll();
        new NioServerDomainSocketChannel().unsafe().closeForcibly();
    }

    /// Opens a Unix socket for everybody. A socket that a killed daemon left there is replaced; the
    /// folder must be there. It is removed by [#close()].
    ///
    /// @return whether it is open; if not, the log says why
    public boolean listen(Path socket) {
        SocketFile file = new SocketFile(socket);
        Optional<String> obstacle = file.clear();
        if (obstacle.isPresent()) {
            return closed("socket " + socket, obstacle.get());
        }
        ChannelFuture bound =
                bind(
                        NioServerDomainSocketChannel.class,
                        UnixDomainSocketAddress.of(socket),
                        Door.socket(callers));
        if (!bound.isSuccess()) {
            return closed(
                    "socket " + socket,
                    bound.cause().getMessage()
                            + "; check that its folder exists and may be written, or choose another"
                            + " place with --socket");
        }
        try {
            file.openToAll();
            sockets.add(file);
            return true;
        } catch (IOException trouble) {
            return closed("socket " + socket, "its mode cannot be set: " + trouble.getMessage());
        }
    }

    /// Opens a TCP port. Port 0 means any free one.
    ///
    /// @return where it is open; if it is not, the log says why
    public Optional<InetSocketAddress> listen(InetSocketAddress address) {
        ChannelFuture bound = bind(NioServerSocketChannel.class, address, Door.tcp());
        String where = address.getHostString() + ":" + address.getPort();
        if (!bound.isSuccess()) {
            closed(where, bound.cause().getMessage() + "; free it or choose another with --listen");
            return Optional.empty();
        }
        if (address.getAddress() != null && !address.getAddress().isLoopbackAddress()) {
            LOG.warn(
                    "event=listen_open address={} what=\"other machines may reach this address and"
                            + " see names and states of jobs; use 127.0.0.1\"",
                    where);
        }
        return Optional.of((InetSocketAddress) bound.channel().localAddress());
    }

    private static boolean closed(String where, String why) {
        LOG.error(
                "event=listen_failed address={} what={}",
                EventLog.value(where),
                EventLog.value(why));
        return false;
    }

    private ChannelFuture bind(
            Class<? extends ServerChannel> kind, SocketAddress address, Door door) {
        return new ServerBootstrap()
                .group(network)
                .channel(kind)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
                .childHandler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                furnish(channel, door);
                            }
                        })
                .bind(address)
                .awaitUninterruptibly();
    }

    private void furnish(Channel channel, Door door) {
        HttpDecoderConfig limits =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(LINE_BYTES)
                        .setMaxHeaderSize(HEADER_BYTES);
        Conversation conversation = new Conversation(this, door);
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(limits),
                        new HttpServerKeepAliveHandler(),
                        new Intake(conversation::caller, uploads),
                        conversation);
    }

    Budget budget() {
        return budget;
    }

    Gate gate() {
        return gate;
    }

    /// Does something that may take as long as a directory takes. The doors see to it that it is
    /// not too much at once.
    void identify(Runnable task) {
        lookups.execute(() -> attempt(task));
    }

    /// Does something on the thread that answers. What a closed connection makes of it is no event.
    void work(Runnable task) {
        worker.execute(() -> attempt(task));
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException gone) {
            LOG.debug("event=conversation_ended what={}", gone.toString());
        } catch (Error bug) {
            failed(bug);
        }
    }

    /// On the thread that answers.
    CompletionStage<Reply> answer(Reading reading, Caller caller) {
        try {
            return site.answer(reading.request(caller)).exceptionally(StatusServer::failed);
        } catch (Declined declined) {
            return CompletableFuture.completedFuture(declined.reply(reading.bare(caller)));
        } catch (RuntimeException | Error bug) {
            return CompletableFuture.completedFuture(failed(bug));
        }
    }

    private static Reply failed(Throwable bug) {
        LOG.error("event=answer_failed what={}", EventLog.value(bug.toString()));
        return Reply.text(503, "the daemon could not answer that; its log says why\n");
    }

    /// Fast: the quiet period that Netty usually waits for is left out.
    @Override
    public void close() {
        lookups.shutdownNow();
        worker.shutdownNow();
        sockets.forEach(SocketFile::remove);
        network.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
