using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace BhTsne.Benchmarks.Peers;

/// <summary>A value that a process wrote.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Seconds">When it arrived, from the start of the process.</param>
internal readonly record struct Fact(string Text, double Seconds)
{
    /// <summary>The value as a number.</summary>
    public double Number => double.Parse(Text, CultureInfo.InvariantCulture);
}

/// <summary>The time and memory of a process, and what it wrote.</summary>
/// <param name="WallSeconds">From its start to its end.</param>
/// <param name="ProcessorSeconds">Of all its threads, in user and kernel mode.</param>
/// <param name="PeakBytes">Its largest resident size.</param>
/// <param name="Facts">The lines "name=value" that it wrote to standard output.</param>
/// <param name="Failure">Why it did not end well, and then only the facts count; or null.</param>
internal sealed record ProcessCosts(
    double WallSeconds, double ProcessorSeconds, long PeakBytes, IReadOnlyDictionary<string, Fact> Facts, string? Failure);

/// <summary>Runs a command under GNU time.</summary>
internal static class MeasuredProcess
{
    private static readonly string[] _threadVariables = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];

    /// <summary>Runs a command to its end.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="threads">The number of threads that libraries of linear algebra may start.</param>
    /// <param name="limit">After which it is ended with all processes that it started.</param>
    public static ProcessCosts Run(IReadOnlyList<string> command, int threads, TimeSpan limit)
    {
        string costs = Path.GetTempFileName();
        try
        {
            ProcessStartInfo start = new("time", ["-f", "%e %U %S %M", "-o", costs, .. command])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (string variable in _threadVariables)
            {
                start.Environment[variable] = threads.ToString(CultureInfo.InvariantCulture);
            }

            Dictionary<string, Fact> facts = [];
            if (Execute(start, limit, facts) is { } failure)
            {
                return new ProcessCosts(double.NaN, double.NaN, 0, facts, $"{string.Join(' ', command)} {failure}");
            }

            string[] measured = File.ReadAllLines(costs)[^1].Split(' ');
            double[] numbers = [.. measured.Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            return new ProcessCosts(numbers[0], numbers[1] + numbers[2], (long)numbers[3] << 10, facts, null);
        }
        finally
        {
            File.Delete(costs);
        }
    }

    /// <summary>Returns how it failed, or null.</summary>
    private static string? Execute(ProcessStartInfo start, TimeSpan limit, Dictionary<string, Fact> facts)
    {
        StringBuilder errors = new();
        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)
            ?? throw new InvalidOperationException("GNU time (Debian: apt-get install time) did not start.");
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Split('=', 2) is [string name, string value])
            {
                facts[name] = new Fact(value.Trim(), watch.Elapsed.TotalSeconds);
            }
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        bool ended = process.WaitForExit(limit);
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
        }

        // Only this overload waits for the last lines.
        process.WaitForExit();
        return !ended ? $"did not end within {limit.TotalSeconds:0} s"
            : process.ExitCode != 0 ? $"ended with {process.ExitCode}: {errors.ToString().Trim()}"
            : null;
    }
}
