using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace BhTsne.Live.Tests.Support;

/// <summary>A page as the server sees it.</summary>
internal sealed class Watcher : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // Only a hang takes so long.
    private readonly byte[] _buffer = new byte[1 << 22];

    private Watcher(ClientWebSocket socket) => Socket = socket;

    /// <summary>The connection.</summary>
    public ClientWebSocket Socket { get; }

    /// <summary>The last status.</summary>
    public JsonElement Status { get; private set; }

    /// <summary>All costs so far.</summary>
    public List<(int Iteration, double Cost)> Costs { get; } = [];

    /// <summary>Connects as a browser does.</summary>
    public static async Task<Watcher> OpenAsync(LiveMap live)
    {
        ClientWebSocket socket = new();
        socket.Options.SetRequestHeader("Origin", live.Url.GetLeftPart(UriPartial.Authority));
        using CancellationTokenSource patience = new(Patience);
        await socket.ConnectAsync(new Uri($"ws://{live.Url.Authority}{live.Url.AbsolutePath}socket"), patience.Token);
        return new Watcher(socket);
    }

    /// <summary>The next frame; null where the connection was closed. Statuses before it are taken over.</summary>
    public async Task<SeenFrame?> FrameAsync()
    {
        while (true)
        {
            (WebSocketMessageType type, int length) = await ReceiveAsync();
            if (type == WebSocketMessageType.Close)
            {
                return null;
            }

            if (type == WebSocketMessageType.Binary)
            {
                return SeenFrame.Read(_buffer.AsSpan(0, length));
            }

            Take(length);
        }
    }

    /// <summary>Waits for a status of a kind; frames on the way are answered by "next".</summary>
    public async Task<JsonElement> StatusAsync(Func<JsonElement, bool> isMeant)
    {
        while (Status.ValueKind == JsonValueKind.Undefined || !isMeant(Status))
        {
            (WebSocketMessageType type, int length) = await ReceiveAsync();
            Assert.NotEqual(WebSocketMessageType.Close, type);
            if (type == WebSocketMessageType.Text)
            {
                Take(length);
            }
            else
            {
                await SendAsync("next");
            }
        }

        return Status;
    }

    /// <summary>Waits until the state of the run has a name.</summary>
    public Task<JsonElement> StateAsync(string state) => StatusAsync(status => status.GetProperty("state").GetString() == state);

    /// <summary>Waits until the server has closed the connection, in order or not.</summary>
    public async Task ClosedAsync()
    {
        try
        {
            while ((await ReceiveAsync()).Type != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
        }
    }

    /// <summary>Sends a text.</summary>
    public Task SendAsync(string text) =>
        Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    public void Dispose() => Socket.Dispose();

    private async Task<(WebSocketMessageType Type, int Length)> ReceiveAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        int length = 0;
        WebSocketReceiveResult part;
        do
        {
            part = await Socket.ReceiveAsync(_buffer.AsMemory(length).ToSegment(), patience.Token);
            length += part.Count;
        }
        while (!part.EndOfMessage);
        return (part.MessageType, length);
    }

    private void Take(int length)
    {
        Status = JsonDocument.Parse(_buffer.AsMemory(0, length).ToArray()).RootElement;
        Costs.AddRange(Status.GetProperty("costs").EnumerateArray().Select(pair => (pair[0].GetInt32(), pair[1].GetDouble())));
    }
}

/// <summary>A frame, read by the description of the format.</summary>
internal sealed record SeenFrame(
    int Points, int Dimensions, int Iteration, int Iterations, double Cost, double[] Low, double[] High, ushort[] Places)
{
    /// <summary>Reads one.</summary>
    public static SeenFrame Read(ReadOnlySpan<byte> bytes)
    {
        Assert.Equal("BHL1", Encoding.ASCII.GetString(bytes[..4]));
        int points = Int(bytes, 4), dimensions = Int(bytes, 8);
        Assert.Equal(96 + (2 * points * dimensions), bytes.Length);
        double[] low = new double[dimensions], high = new double[dimensions];
        for (int axis = 0; axis < dimensions; axis++)
        {
            low[axis] = Double(bytes, 48 + (16 * axis));
            high[axis] = Double(bytes, 56 + (16 * axis));
        }

        ushort[] places = new ushort[points * dimensions];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(96 + (2 * i))..]);
        }

        return new SeenFrame(points, dimensions, Int(bytes, 12), Int(bytes, 16), Double(bytes, 24), low, high, places);
    }

    /// <summary>Asserts that it shows a map: each coordinate within half a step of the grid, in the order of drawing.</summary>
    /// <param name="map">N x d.</param>
    /// <param name="order">The point that is drawn at each place.</param>
    public void ExpectMap(ReadOnlySpan<float> map, int[] order)
    {
        Assert.Equal(map.Length, Places.Length);
        for (int k = 0; k < Points; k++)
        {
            for (int axis = 0; axis < Dimensions; axis++)
            {
                double span = High[axis] - Low[axis], shown = Low[axis] + (span * Places[(k * Dimensions) + axis] / 65535);
                Assert.InRange(Math.Abs(shown - map[(order[k] * Dimensions) + axis]), 0, (span / 65535 / 2 * 1.000001) + 1e-300);
            }
        }
    }

    private static int Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static double Double(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..]);
}

/// <summary>What the older methods of a socket need.</summary>
internal static class Segments
{
    /// <summary>The same memory.</summary>
    public static ArraySegment<byte> ToSegment(this Memory<byte> memory) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment)
            ? segment
            : throw new InvalidOperationException();
}
