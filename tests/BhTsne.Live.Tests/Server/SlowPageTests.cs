using BhTsne.Live.Frames;
using BhTsne.Live.Server;
using BhTsne.Live.Tests.Support;

namespace BhTsne.Live.Tests.Server;

/// <summary>A page that is slow gets the newest frame, and the run does not wait for it.</summary>
public sealed class SlowPageTests
{
    [Fact]
    public async Task A_page_that_reads_nothing_holds_one_frame_and_then_gets_the_newest()
    {
        using LiveRun live = new(TimeProvider.System, TimeSpan.FromMinutes(5));
        using TsneRun run = Tsne.Start(Runs.Points(), Runs.Quick with { Iterations = 1010 }, new Direct(live));
        using StalledSocket socket = new();
        using Viewer viewer = new(live, socket);
        Task serving = viewer.ServeAsync();

        // Statuses, and then the first frame: sending it does not end.
        while (true)
        {
            run.Optimize(1);
            if (await socket.Sending.WaitAsync(1))
            {
                if (Frames(socket).Count > 0)
                {
                    break;
                }

                socket.Let(1);
            }
        }

        int first = Frames(socket).Single().Iteration;

        // All of the run goes by, with a frame every 40 ms and more, and nothing more is sent.
        int sent = socket.Sent.Count;
        while (run.Iteration < 1000)
        {
            run.Optimize(1);
            await Task.Delay(2);
        }

        Assert.Equal(sent, socket.Sent.Count);
        int newest = Newest(live);
        socket.Let(1000);

        // The page has read the frame and not drawn it: statuses come, frames do not.
        await UntilAsync(() => socket.Sent.Count > sent);
        Assert.Single(Frames(socket));
        socket.Say("next");
        await UntilAsync(() => Frames(socket).Count == 2);
        Assert.True(newest > first);
        Assert.InRange(Frames(socket)[1].Iteration, newest, run.Iteration);
        live.Dispose();
        await serving;
        Assert.Equal(0, live.Viewers);
    }

    /// <summary>The iteration of the frame that a page gets which is opened now.</summary>
    private static int Newest(LiveRun live)
    {
        using StalledSocket socket = new();
        using Viewer other = new(live, socket);
        live.Add(other);
        Frame frame = live.Next(other).Frame!;
        int iteration = SeenFrame.Read(frame.Bytes).Iteration;
        live.Release(frame);
        live.Remove(other);
        return iteration;
    }

    private static List<SeenFrame> Frames(StalledSocket socket)
    {
        lock (socket.Sent)
        {
            return [.. socket.Sent.Where(bytes => bytes[0] == 'B').Select(bytes => SeenFrame.Read(bytes))];
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1);
        }
    }

    private sealed class Direct(LiveRun live) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => live.Report(value, null, default);
    }
}
