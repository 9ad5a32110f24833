// What does a live map cost a run? Blocks of iterations of one run, alternately without a live map, with one without a page, with
// a page that takes every frame at once, and with one that never reads. The page is a process of its own, as a browser is.
//
//     dotnet run -c Release --project benchmarks/Live -- 300000
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using BhTsne;
using BhTsne.Benchmarks.Live;
using BhTsne.Benchmarks.Support;
using BhTsne.Live;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["page", { } address])
{
    await PageProcess.WatchAsync(new Uri(address));
    return;
}

int points = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 300_000;
int threads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
int rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 50;
const int Block = 10, Before = 150;
string[] kinds = ["alone", "no page", "page", "stuck"];

Console.WriteLine($"{Machine.Description}\n\n{points:N0} points, {threads} threads, {rounds} rounds of {Block} iterations of each kind\n");
float[,] table = new float[points, 8];
Random random = new(1);
for (int i = 0; i < points; i++)
{
    for (int j = 0; j < 8; j++)
    {
        table[i, j] = (float)((6 * Math.Sin(((i % 20) * 7) + j)) + random.NextDouble() + random.NextDouble());
    }
}

// One live map for each kind, with its page all the time: what a page costs when it connects is not what a run pays.
Dictionary<string, LiveMap> lives = kinds.Skip(1).ToDictionary(kind => kind, _ => LiveMap.Open());
using Process page = PageProcess.Start(lives["page"].Url);
using TcpClient stuck = PageProcess.Stall(lives["stuck"].Url);
SpinWait.SpinUntil(() => lives["page"].Viewers == 1 && lives["stuck"].Viewers == 1, 20_000);
Relay progress = new();
TsneOptions options = new()
{
    Perplexity = 10,
    Iterations = 1_000_000,
    MinCostImprovement = 0,
    Threads = threads,
    Neighbors = NeighborMethod.KdTree,
};
using TsneRun run = Tsne.Start(new TsneInput(PointMatrix.From(table)), options, progress);
run.KeepsPoints = run.HashesInput = false;
run.Optimize(Before);
Dictionary<string, List<(double Wall, double Cpu)>> times = kinds.ToDictionary(kind => kind, _ => new List<(double, double)>());
for (int round = 0; round < rounds; round++)
{
    foreach (string kind in round % 2 == 0 ? kinds : kinds.Reverse())
    {
        progress.Live = lives.GetValueOrDefault(kind);
        run.Optimize(2);
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        long begin = Stopwatch.GetTimestamp();
        run.Optimize(Block);
        double wall = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        times[kind].Add((wall, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds));
    }
}

page.Kill();
foreach (LiveMap live in lives.Values)
{
    live.Dispose();
}

Console.WriteLine("| kind | ms an iteration, median | least | more than alone, median of the rounds | processor time, the same |");
Console.WriteLine("|---|---|---|---|---|");
foreach (string kind in kinds)
{
    double[] walls = [.. times[kind].Select(time => time.Wall)];
    double[] more = [.. times[kind].Zip(times["alone"], (time, alone) => (100 * time.Wall / alone.Wall) - 100)];
    double[] cpu = [.. times[kind].Zip(times["alone"], (time, alone) => (100 * time.Cpu / alone.Cpu) - 100)];
    Console.WriteLine(
        $"| {kind} | {1000 * Median(walls) / Block:F2} | {1000 * walls.Min() / Block:F2} | {Median(more):F2} % | {Median(cpu):F2} % |");
}

static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

namespace BhTsne.Benchmarks.Live
{
    /// <summary>Passes on reports, or not.</summary>
    internal sealed class Relay : IProgress<TsneProgress>
    {
        public LiveMap? Live { get; set; }

        public void Report(TsneProgress value) => Live?.Report(value);
    }

    /// <summary>What stands for browsers.</summary>
    internal static class PageProcess
    {
        /// <summary>A page that takes every frame at once.</summary>
        public static Process Start(Uri url) => Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, [.. Program(), "page", url.AbsoluteUri]) { RedirectStandardOutput = true })!;

        /// <summary>Carries out that page.</summary>
        public static async Task WatchAsync(Uri url)
        {
            using ClientWebSocket socket = new();
            socket.Options.SetRequestHeader("Origin", url.GetLeftPart(UriPartial.Authority));
            await socket.ConnectAsync(new Uri($"ws://{url.Authority}{url.AbsolutePath}socket"), CancellationToken.None);
            byte[] bytes = new byte[1 << 20];
            while (true)
            {
                WebSocketReceiveResult part = await socket.ReceiveAsync(bytes, CancellationToken.None);
                if (part is { MessageType: WebSocketMessageType.Binary, EndOfMessage: true })
                {
                    await socket.SendAsync("next"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
                }
            }
        }

        /// <summary>A page that connects and never reads.</summary>
        public static TcpClient Stall(Uri url)
        {
            TcpClient client = new() { ReceiveBufferSize = 4096 };
            client.Connect(url.Host, url.Port);
            string request = $"GET {url.AbsolutePath}socket HTTP/1.1\r\nHost: {url.Authority}\r\nOrigin: http://{url.Authority}\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            client.GetStream().Write(Encoding.ASCII.GetBytes(request));
            return client;
        }

        /// <summary>The library of this program where the process is the dotnet host.</summary>
        private static string[] Program() =>
            Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
    }
}
