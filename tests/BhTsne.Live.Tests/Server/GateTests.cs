using System.Net;
using System.Net.NetworkInformation;
using System.Net.WebSockets;
using System.Text;
using BhTsne.Live.Tests.Support;

namespace BhTsne.Live.Tests.Server;

/// <summary>Whoever does not know the address, or comes from elsewhere, gets nothing.</summary>
public sealed class GateTests
{
    [Fact]
    public async Task The_page_comes_with_headers_that_keep_it_to_itself()
    {
        using LiveMap live = LiveMap.Open();
        (string head, byte[] body) = await RawRequest.SendAsync(live, RawRequest.For(live));
        Assert.StartsWith("HTTP/1.1 200", head, StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        string[] expected =
        [
            "Cache-Control: no-store", "Referrer-Policy: no-referrer", "X-Content-Type-Options: nosniff",
            "Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin",
            "Content-Type: text/html; charset=utf-8",
        ];
        Assert.All(expected, line => Assert.Contains(line, head.Split("\r\n")));
        string policy = head.Split("\r\n").Single(line => line.StartsWith("Content-Security-Policy: ", StringComparison.Ordinal));
        Assert.Contains("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", head, StringComparison.Ordinal);
        foreach (string part in new[] { "live.js", "live.css" })
        {
            (head, body) = await RawRequest.SendAsync(live, RawRequest.For(live, live.Url.AbsolutePath + part));
            Assert.StartsWith("HTTP/1.1 200", head, StringComparison.Ordinal);
            Assert.True(body.Length > 500);
        }

        // Own pages may name themselves.
        (head, _) = await RawRequest.SendAsync(live, RawRequest.For(live, more: $"Origin: http://{live.Url.Authority}\n"));
        Assert.StartsWith("HTTP/1.1 200", head, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_is_that_of_this_computer_alone_and_has_256_random_bits()
    {
        using LiveMap live = LiveMap.Open(), other = LiveMap.Open();
        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/[A-Za-z0-9_-]{43}/$", live.Url.AbsoluteUri);
        Assert.NotEqual(live.Url.AbsolutePath, other.Url.AbsolutePath);
        IPEndPoint[] all = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        IPEndPoint[] bound = [.. all.Where(end => end.Port == live.Url.Port)];
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, live.Url.Port)], bound);
    }

    public static TheoryData<string> Strangers { get; } =
    [
        "no token", "empty", "root file", "wrong token", "last letter", "longer token", "other end", "case", "encoded", "dots", "absolute",
        "query", "fragment", "unknown part", "part with a slash", "backslash", "other host", "host by name", "host without port", "other port",
        "two hosts", "other origin", "origin null", "https origin", "origin of another port", "two origins", "POST", "HEAD", "OPTIONS",
        "PUT",
        "DELETE", "TRACE", "CONNECT", "long", "socket without upgrade", "body",
    ];

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task All_other_requests_get_nothing(string kind)
    {
        using LiveMap live = LiveMap.Open();
        string path = live.Url.AbsolutePath, token = path[1..^1], own = live.Url.Authority;
        string changed = (token[0] == 'A' ? 'B' : 'A') + token[1..], swapped = new([.. token.Select(Swapped)]);
        string last = token[..^1] + (token[^1] == 'A' ? 'B' : 'A');
        string request = kind switch
        {
            "no token" => RawRequest.For(live, "/"),
            "empty" => RawRequest.For(live, "//"),
            "other end" => RawRequest.For(live, $"/{token}xlive.js"),
            "root file" => RawRequest.For(live, "/live.js"),
            "wrong token" => RawRequest.For(live, $"/{changed}/"),
            "last letter" => RawRequest.For(live, $"/{last}/"),
            "longer token" => RawRequest.For(live, $"/{token}A/"),
            "case" => RawRequest.For(live, $"/{swapped}/"),
            "encoded" => RawRequest.For(live, $"/%{(int)token[0]:X2}{token[1..]}/"),
            "dots" => RawRequest.For(live, $"/x/../{token}/"),
            "absolute" => RawRequest.For(live, live.Url.AbsoluteUri),
            "query" => RawRequest.For(live, $"{path}?a=b"),
            "fragment" => RawRequest.For(live, $"{path}#a"),
            "unknown part" => RawRequest.For(live, $"{path}secrets.txt"),
            "part with a slash" => RawRequest.For(live, $"{path}live.js/"),
            "backslash" => RawRequest.For(live, $"{path}..\\live.js"),
            "other host" => RawRequest.For(live, host: "evil.example"),
            "host by name" => RawRequest.For(live, host: $"localhost:{live.Url.Port}"),
            "host without port" => RawRequest.For(live, host: "127.0.0.1"),
            "other port" => RawRequest.For(live, host: "127.0.0.1:1"),
            "two hosts" => RawRequest.For(live, more: "Host: evil.example\n"),
            "other origin" => RawRequest.For(live, more: "Origin: http://evil.example\n"),
            "origin null" => RawRequest.For(live, more: "Origin: null\n"),
            "https origin" => RawRequest.For(live, more: $"Origin: https://{own}\n"),
            "origin of another port" => RawRequest.For(live, more: "Origin: http://127.0.0.1:1\n"),
            "two origins" => RawRequest.For(live, more: $"Origin: http://{own}\nOrigin: http://evil.example\n"),
            "long" => RawRequest.For(live, path + new string('a', 3000)),
            "socket without upgrade" => RawRequest.For(live, path + "socket", more: $"Origin: http://{own}\n"),
            "body" => RawRequest.For(live, "/", more: "Content-Length: 5\n") + "hello",
            _ => RawRequest.For(live, method: kind, more: kind is "POST" or "PUT" ? "Content-Length: 0\n" : ""),
        };
        (string head, byte[] body) = await RawRequest.SendAsync(live, request);
        Assert.Empty(body);
        Assert.Matches("^(HTTP/1.1 (400|404|405|413|414|421) [^\r]*.*)?$", head.Split("\r\n")[0]);
        string[] names = [.. head.Split("\r\n").Skip(1).Where(line => line.Length > 0).Select(line => line.Split(':')[0]).Order()];
        Assert.Empty(names.Except(["Allow", "Connection", "Content-Length", "Date"]));
        Assert.DoesNotContain(token, head, StringComparison.Ordinal);

        static char Swapped(char letter) => char.IsLower(letter) ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    public async Task A_socket_must_come_from_the_page(string? origin)
    {
        using LiveMap live = LiveMap.Open();
        using ClientWebSocket socket = new();
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        Uri address = new($"ws://{live.Url.Authority}{live.Url.AbsolutePath}socket");
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, CancellationToken.None));
        Assert.Equal(0, live.Viewers);
    }

    [Fact]
    public async Task A_socket_needs_the_token()
    {
        using LiveMap live = LiveMap.Open();
        using ClientWebSocket socket = new();
        socket.Options.SetRequestHeader("Origin", $"http://{live.Url.Authority}");
        await Assert.ThrowsAsync<WebSocketException>(
            () => socket.ConnectAsync(new Uri($"ws://{live.Url.Authority}/socket"), CancellationToken.None));
    }

    [Theory]
    [InlineData("next")] // No frame was sent.
    [InlineData("Pause")]
    [InlineData("pause ")]
    [InlineData("")]
    [InlineData("exit")]
    [InlineData("continuecontinuecontinue")]
    [InlineData("{\"pause\":true}")]
    public async Task What_no_page_says_ends_the_connection(string text)
    {
        using LiveMap live = LiveMap.Open();
        using Watcher watcher = await Watcher.OpenAsync(live);
        await watcher.SendAsync(text);
        await watcher.ClosedAsync();
        await GoneAsync(live);
        Assert.False(live.IsPaused);
    }

    [Theory]
    [InlineData(WebSocketMessageType.Binary, "pause", true)]
    [InlineData(WebSocketMessageType.Text, "pau", false)]
    public async Task Binary_messages_and_parts_of_messages_end_the_connection(WebSocketMessageType type, string text, bool isWhole)
    {
        using LiveMap live = LiveMap.Open();
        using Watcher watcher = await Watcher.OpenAsync(live);
        await watcher.Socket.SendAsync(Encoding.UTF8.GetBytes(text), type, isWhole, CancellationToken.None);
        await watcher.ClosedAsync();
        await GoneAsync(live);
        Assert.False(live.IsPaused);
    }

    /// <summary>Bytes that are no frame of a WebSocket: here one without a mask, with reserved bits, and with a length of 2^63.</summary>
    [Theory]
    [InlineData(new byte[] { 0x81, 0x05, (byte)'p', (byte)'a', (byte)'u', (byte)'s', (byte)'e' })]
    [InlineData(new byte[] { 0xF1, 0x80, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x83, 0x80, 0, 0, 0, 0 })]
    public async Task Malformed_frames_end_the_connection(byte[] bytes)
    {
        using LiveMap live = LiveMap.Open();
        string upgrade = "Upgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n"
            + $"Origin: http://{live.Url.Authority}\n";
        string request = RawRequest.For(live, live.Url.AbsolutePath + "socket", more: upgrade)
            .Replace("Connection: close", "Connection: Upgrade", StringComparison.Ordinal);
        (string head, _) = await RawRequest.SendAsync(live, request, bytes);
        Assert.StartsWith("HTTP/1.1 101", head, StringComparison.Ordinal);
        await GoneAsync(live);
        Assert.False(live.IsPaused);
    }

    [Fact]
    public async Task Nothing_is_served_after_the_end()
    {
        LiveMap live = LiveMap.Open();
        Uri url = live.Url;
        live.Dispose();
        using HttpClient client = new();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(url));
    }

    private static async Task GoneAsync(LiveMap live)
    {
        while (live.Viewers > 0)
        {
            await Task.Delay(1);
        }
    }
}
