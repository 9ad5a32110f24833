using System.Net.WebSockets;
using BhTsne.Live.Frames;
using BhTsne.Live.Status;

namespace BhTsne.Live.Server;

/// <summary>
/// One page that is connected. It is sent statuses in JSON and frames; a further frame when it has drawn the one before. It may send five
/// words; anything else ends the connection.
/// </summary>
/// <param name="run">What it watches.</param>
/// <param name="socket">The connection.</param>
internal sealed class Viewer(LiveRun run, WebSocket socket) : IDisposable
{
    /// <summary>One more than the longest word.</summary>
    private const int MessageBytes = 9;

    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _news = new(0);
    private readonly CancellationTokenSource _gone = new();

    /// <summary>The version of the status that it was sent.</summary>
    public long Version { get; set; }

    /// <summary>How many costs it was sent.</summary>
    public int Costs { get; set; }

    /// <summary>The number of the last frame that it was sent.</summary>
    public long Frame { get; set; }

    /// <summary>Whether it has drawn what it was sent, and waits for the next frame.</summary>
    public bool IsWaiting { get; set; } = true;

    /// <summary>Whether it has loaded the finished map.</summary>
    public bool HasLoaded { get; set; }

    /// <summary>There may be something to send. Called under the lock of the run.</summary>
    public void Wake()
    {
        if (_news.CurrentCount == 0)
        {
            _news.Release();
        }
    }

    /// <summary>Serves it until it is gone, or the run is.</summary>
    public async Task ServeAsync()
    {
        run.Add(this);
        try
        {
            Task receiving = ReceiveAsync();
            await SendAsync().ConfigureAwait(false);
            await receiving.ConfigureAwait(false);
        }
        finally
        {
            run.Remove(this);
            socket.Abort();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Dispose();
        _news.Dispose();
    }

    private async Task SendAsync()
    {
        try
        {
            bool isLast = false;
            while (!isLast)
            {
                await _news.WaitAsync(_gone.Token).ConfigureAwait(false);
                (byte[]? status, Frame? frame, isLast) = run.Next(this);
                await SendAsync(status, frame).ConfigureAwait(false);
            }

            using CancellationTokenSource patience = new(_farewell);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token).ConfigureAwait(false);
            _gone.CancelAfter(_farewell);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            await _gone.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task SendAsync(byte[]? status, Frame? frame)
    {
        try
        {
            if (status is not null)
            {
                await socket.SendAsync(status, WebSocketMessageType.Text, endOfMessage: true, _gone.Token).ConfigureAwait(false);
            }

            if (frame is not null)
            {
                await socket.SendAsync(frame.Bytes, WebSocketMessageType.Binary, endOfMessage: true, _gone.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            if (frame is not null)
            {
                run.Release(frame);
            }
        }
    }

    private async Task ReceiveAsync()
    {
        byte[] bytes = new byte[MessageBytes];
        try
        {
            bool isValid = true;
            while (isValid)
            {
                WebSocketReceiveResult received = await socket.ReceiveAsync(bytes, _gone.Token).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                isValid = received is { MessageType: WebSocketMessageType.Text, EndOfMessage: true }
                    && Do(bytes.AsSpan(0, received.Count));
            }
        }
        catch (Exception exception) when (IsGone(exception))
        {
            // The page is gone.
        }

        await _gone.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Does what a page asks for.</summary>
    /// <returns>False for what no page sends.</returns>
    private bool Do(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("next"u8))
        {
            return run.TakeReceipt(this);
        }

        if (word.SequenceEqual("loaded"u8))
        {
            run.NoteLoaded(this);
            return true;
        }

        RunState? state = word.SequenceEqual("pause"u8) ? RunState.Paused
            : word.SequenceEqual("continue"u8) ? RunState.Running
            : word.SequenceEqual("stop"u8) ? RunState.Stopping
            : null;
        if (state is { } asked)
        {
            run.Ask(asked, isByPage: true);
        }

        return state is not null;
    }

    private static bool IsGone(Exception exception) =>
        exception is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException
            or InvalidOperationException;
}
