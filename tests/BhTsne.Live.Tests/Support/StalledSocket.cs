using System.Net.WebSockets;

namespace BhTsne.Live.Tests.Support;

/// <summary>The connection to a page that takes what it is sent only when a test lets it, and then says so.</summary>
internal sealed class StalledSocket : WebSocket
{
    private readonly SemaphoreSlim _room = new(0);
    private readonly SemaphoreSlim _words = new(0);
    private readonly Queue<string> _queue = new();

    /// <summary>The messages whose sending has begun.</summary>
    public List<byte[]> Sent { get; } = [];

    /// <summary>Released when sending begins.</summary>
    public SemaphoreSlim Sending { get; } = new(0);

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    /// <summary>Lets a number of messages through.</summary>
    public void Let(int messages) => _room.Release(messages);

    /// <summary>The page says a word.</summary>
    public void Say(string word)
    {
        lock (_queue)
        {
            _queue.Enqueue(word);
        }

        _words.Release();
    }

    public override void Abort()
    {
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public override Task CloseOutputAsync(
        WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public override void Dispose()
    {
        _room.Dispose();
        _words.Dispose();
        Sending.Dispose();
    }

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        await _words.WaitAsync(cancellationToken);
        string word;
        lock (_queue)
        {
            word = _queue.Dequeue();
        }

        int length = System.Text.Encoding.UTF8.GetBytes(word, buffer);
        return new WebSocketReceiveResult(length, WebSocketMessageType.Text, endOfMessage: true);
    }

    public override async Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        lock (Sent)
        {
            Sent.Add([.. buffer]);
        }

        Sending.Release();
        await _room.WaitAsync(cancellationToken);
    }
}
