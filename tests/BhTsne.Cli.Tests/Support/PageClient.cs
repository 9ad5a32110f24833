using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace BhTsne.Cli.Tests.Support;

/// <summary>Stands for a page that is opened when the tool prints its address.</summary>
/// <param name="word">What it says when it is connected; null for nothing.</param>
internal sealed class PageClient(string? word = null) : StringWriter
{
    /// <summary>The address; null before it was printed.</summary>
    public Uri? Url { get; private set; }

    /// <summary>The page of the finished map, and the states that the run had; completed when the connection ends.</summary>
    public Task<(byte[]? Map, List<string> States)> Watching { get; private set; } = Task.FromResult<(byte[]?, List<string>)>((null, []));

    /// <summary>Called when a frame has come.</summary>
    public Action OnFrame { get; init; } = () => { };

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (Url is null && value?.StartsWith("http://", StringComparison.Ordinal) == true)
        {
            Url = new Uri(value);
            ClientWebSocket socket = new();
            socket.Options.SetRequestHeader("Origin", Url.GetLeftPart(UriPartial.Authority));
            socket.ConnectAsync(new Uri($"ws://{Url.Authority}{Url.AbsolutePath}socket"), CancellationToken.None).GetAwaiter().GetResult();
            SendAsync(socket, word).GetAwaiter().GetResult();
            Watching = Task.Run(() => WatchAsync(socket, Url));
        }
    }

    private static Task SendAsync(ClientWebSocket socket, string? word) => word is null
        ? Task.CompletedTask
        : socket.SendAsync(Encoding.UTF8.GetBytes(word), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task<(byte[]? Map, List<string> States)> WatchAsync(ClientWebSocket socket, Uri url)
    {
        using ClientWebSocket closed = socket;
        byte[] buffer = new byte[1 << 20], map = [];
        List<string> states = [];
        while (true)
        {
            WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return (map.Length > 0 ? map : null, states);
            }

            if (received.MessageType == WebSocketMessageType.Binary)
            {
                OnFrame();
                await SendAsync(socket, "next");
                continue;
            }

            string state = JsonDocument.Parse(buffer.AsMemory(0, received.Count)).RootElement.GetProperty("state").GetString()!;
            if (!states.Contains(state))
            {
                states.Add(state);
            }

            if (state == "finished" && map.Length == 0)
            {
                using HttpClient client = new();
                map = await client.GetByteArrayAsync(new Uri(url, "map.html"));
                await SendAsync(socket, "loaded");
            }
        }
    }
}
