using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BhTsne.Live.Server;

/// <summary>
/// Serves the page on 127.0.0.1, at a free port. Kestrel alone, without a host: a host would read settings and handle Ctrl-C itself.
/// </summary>
internal sealed class LiveServer : IDisposable
{
    private const int MostConnections = 64;
    private const int MostSockets = 16;
    private const int LongestTarget = 512;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _shutdown = TimeSpan.FromSeconds(2);
    private readonly KestrelServer _server;

    private LiveServer(KestrelServer server, Uri url) => (_server, Url) = (server, url);

    /// <summary>The address of the page, with the token.</summary>
    public Uri Url { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="run">What is watched.</param>
    /// <param name="content">What the page is made of.</param>
    public static LiveServer Start(LiveRun run, PageContent content)
    {
        KestrelServerOptions options = new() { AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.MaxConcurrentUpgradedConnections = MostSockets;
        options.Limits.MaxRequestLineSize = LongestTarget;
        options.Limits.MaxRequestBodySize = 0;

        // Whoever connects and sends nothing keeps a place from the page for no longer than this.
        options.Limits.RequestHeadersTimeout = options.Limits.KeepAliveTimeout = _patience;
        options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        SocketTransportFactory transport = new(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        KestrelServer server = new(Options.Create(options), transport, NullLoggerFactory.Instance);
        var token = Token.Create();
        Application application = new();
        try
        {
            server.StartAsync(application, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch
        {
            server.Dispose();
            throw;
        }

        Uri bound = new(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        string host = $"{IPAddress.Loopback}:{bound.Port}";
        Routes routes = new(new Gate(token, host), run, content, host);
        WebSocketMiddleware sockets = new(
            routes.AnswerAsync, Options.Create(new WebSocketOptions()), NullLoggerFactory.Instance);
        application.Answer = sockets.Invoke;
        return new LiveServer(server, new Uri($"http://{host}/{token.Text}/"));
    }

    /// <summary>Ends all connections.</summary>
    public void Dispose()
    {
        using CancellationTokenSource patience = new(_shutdown);
        _server.StopAsync(patience.Token).GetAwaiter().GetResult();
        _server.Dispose();
    }

    private sealed class Application : IHttpApplication<HttpContext>
    {
        private volatile RequestDelegate _answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };

        /// <summary>Answers a request; before the address is known, nothing is there.</summary>
        public RequestDelegate Answer
        {
            set => _answer = value;
        }

        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => _answer(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
