using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace BhTsne.Tests.Bits;

/// <summary>Starts BhTsne.BitProbes, with the runtime's switch for AVX-512 set either way.</summary>
internal static class ProbeProgram
{
    /// <summary>The switch.</summary>
    public const string Switch = "DOTNET_EnableAVX512";

    /// <summary>The lines that the program prints, acceleration first.</summary>
    /// <param name="avx512">"1" or "0".</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="more">More arguments.</param>
    public static string[] Run(string avx512, int threads, params string[] more)
    {
        // The runtime that runs this test: three folders above its libraries.
        string host = Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        ProcessStartInfo start = new(host)
        {
            Environment = { [Switch] = avx512 },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string program = Path.Combine(AppContext.BaseDirectory, "BhTsne.BitProbes.dll");
        foreach (string argument in (string[])["exec", program, threads.ToString(CultureInfo.InvariantCulture), .. more])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string lines = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
