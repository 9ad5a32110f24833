using System.Net.Sockets;
using System.Text;

namespace BhTsne.Live.Tests.Support;

/// <summary>Sends bytes to the server, as no browser would.</summary>
internal static class RawRequest
{
    /// <summary>Sends a text, and reads until the server closes the connection or says nothing more.</summary>
    /// <param name="live">The server.</param>
    /// <param name="text">With line feeds, which become those of HTTP.</param>
    /// <param name="then">What is sent once the head of the answer is there; null for nothing.</param>
    /// <returns>The head of the answer and its body; both empty where there is none.</returns>
    public static async Task<(string Head, byte[] Body)> SendAsync(LiveMap live, string text, byte[]? then = null)
    {
        using TcpClient client = new();
        await client.ConnectAsync(live.Url.Host, live.Url.Port);
        using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n")));
        using MemoryStream all = new();
        try
        {
            while (then is not null && all.GetBuffer().AsSpan(0, (int)all.Length).IndexOf("\r\n\r\n"u8) < 0)
            {
                int next = stream.ReadByte();
                Assert.True(next >= 0, "there is no answer");
                all.WriteByte((byte)next);
            }

            await stream.WriteAsync(then ?? []);
            await stream.CopyToAsync(all);
        }
        catch (IOException)
        {
            // A connection that is cut off.
        }

        byte[] bytes = all.ToArray();
        int end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        return end < 0 ? ("", bytes) : (Encoding.Latin1.GetString(bytes, 0, end), bytes[(end + 4)..]);
    }

    /// <summary>A request that the server answers with the page, in which a test changes something.</summary>
    public static string For(
        LiveMap live, string? target = null, string method = "GET", string? host = null, string more = "", string version = "HTTP/1.1") =>
        $"{method} {target ?? live.Url.AbsolutePath} {version}\nHost: {host ?? live.Url.Authority}\nConnection: close\n{more}\n";
}
