using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace BhTsne.Live.Server;

/// <summary>Answers requests.</summary>
/// <param name="gate">Says which.</param>
/// <param name="run">What is watched.</param>
/// <param name="content">What the page is made of.</param>
/// <param name="host">The address and the port.</param>
internal sealed class Routes(Gate gate, LiveRun run, PageContent content, string host)
{
    private static readonly TimeSpan _keepAlive = TimeSpan.FromSeconds(20);

    /// <summary>The page may use its own files and its own socket, and nothing else.</summary>
    private readonly string _pagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; frame-src 'self'; "
        + $"connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Answers one request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        string? name = gate.NameIn(context);
        if (name == PageContent.Socket && context.WebSockets.IsWebSocketRequest)
        {
            await WatchAsync(context).ConfigureAwait(false);
        }
        else if (name is not null && name != PageContent.Socket && content.Find(name, run.Shape) is { } part)
        {
            await (part.IsFinal ? SendFinalAsync(context.Response, part) : SendAsync(context.Response, part)).ConfigureAwait(false);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.Headers.Connection = "close";
        }
    }

    private async Task WatchAsync(HttpContext context)
    {
        WebSocketAcceptContext accept = new() { KeepAliveInterval = _keepAlive, KeepAliveTimeout = _keepAlive };
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(accept).ConfigureAwait(false);
        using Viewer viewer = new(run, socket);
        await viewer.ServeAsync().ConfigureAwait(false);
    }

    /// <summary>The end of the program waits meanwhile: a large map takes longer than the time that pages have otherwise.</summary>
    private async Task SendFinalAsync(HttpResponse response, PagePart part)
    {
        run.BeginSending();
        try
        {
            await SendAsync(response, part).ConfigureAwait(false);
        }
        finally
        {
            run.EndSending();
        }
    }

    private async Task SendAsync(HttpResponse response, PagePart part)
    {
        byte[] bytes = part.Bytes.Value;
        IHeaderDictionary headers = response.Headers;
        headers.ContentType = part.MediaType;
        headers.ContentLength = bytes.Length;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        // The finished map has a policy of its own inside. It runs apart from this page, which can stop runs.
        headers.ContentSecurityPolicy =
            part.IsFinal ? "frame-ancestors 'self'; sandbox allow-scripts allow-downloads" : _pagePolicy;
        await response.Body.WriteAsync(bytes).ConfigureAwait(false);
    }
}

/// <summary>One answer.</summary>
/// <param name="MediaType">Of the bytes.</param>
/// <param name="Bytes">Made when they are first asked for.</param>
internal sealed record PagePart(string MediaType, Lazy<byte[]> Bytes)
{
    /// <summary>Whether it is the page of the finished map.</summary>
    public bool IsFinal { get; init; }

    /// <summary>A text.</summary>
    public static PagePart Of(string mediaType, string text) =>
        new($"{mediaType}; charset=utf-8", new Lazy<byte[]>(() => Encoding.UTF8.GetBytes(text)));
}
