using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace BhTsne.Benchmarks.Peers;

/// <summary>The time and memory of a process, and what it wrote.</summary>
/// <param name="WallSeconds">From its start to its end.</param>
/// <param name="ProcessorSeconds">Of all its threads, in user and kernel mode.</param>
/// <param name="PeakBytes">Its largest resident size.</param>
/// <param name="Facts">The lines "name=value" that it wrote to standard output.</param>
internal sealed record ProcessCosts(double WallSeconds, double ProcessorSeconds, long PeakBytes, IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>A number among the facts.</summary>
    public double Number(string name) => double.Parse(Facts[name], CultureInfo.InvariantCulture);
}

/// <summary>Runs a command under GNU time.</summary>
internal static class MeasuredProcess
{
    private static readonly string[] _threadVariables = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];

    /// <summary>Runs a command to its end.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="threads">The number of threads that libraries of linear algebra may start.</param>
    /// <exception cref="InvalidOperationException">It failed; the message has what it wrote to standard error.</exception>
    public static ProcessCosts Run(IReadOnlyList<string> command, int threads)
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

            (string[] output, string errors, int exitCode) = Execute(start);
            if (exitCode != 0)
            {
                throw new InvalidOperationException($"{string.Join(' ', command)} ended with {exitCode}: {errors.Trim()}");
            }

            string[] measured = File.ReadAllLines(costs)[^1].Split(' ');
            double[] numbers = [.. measured.Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            Dictionary<string, string> facts = output
                .Select(line => line.Split('=', 2))
                .Where(fact => fact.Length == 2)
                .ToDictionary(fact => fact[0], fact => fact[1]);
            return new ProcessCosts(numbers[0], numbers[1] + numbers[2], (long)numbers[3] << 10, facts);
        }
        finally
        {
            File.Delete(costs);
        }
    }

    private static (string[] Output, string Errors, int ExitCode) Execute(ProcessStartInfo start)
    {
        StringBuilder errors = new();
        using Process process = Process.Start(start)
            ?? throw new InvalidOperationException("GNU time (Debian: apt-get install time) did not start.");
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (lines, errors.ToString(), process.ExitCode);
    }
}
