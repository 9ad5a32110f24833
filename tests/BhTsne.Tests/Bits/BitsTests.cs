using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Xunit.Abstractions;

namespace BhTsne.Tests.Bits;

/// <summary>
/// The same bits with AVX-512 on or off and on any number of threads: the program BhTsne.BitProbes is started with the runtime's switch set
/// either way, and its lines are compared.
/// </summary>
public sealed class BitsTests(ITestOutputHelper output)
{
    private const string Switch = "DOTNET_EnableAVX512";
    private const string Acceleration = "Vector512.IsHardwareAccelerated";

    [Fact]
    public void The_switch_took_effect_where_the_run_expects_so()
    {
        output.WriteLine($"{Acceleration} {Vector512.IsHardwareAccelerated}, {Switch} {Environment.GetEnvironmentVariable(Switch) ?? "not set"}");
        if (Environment.GetEnvironmentVariable("BHTSNE_EXPECT_NO_AVX512") == "1")
        {
            Assert.False(Vector512.IsHardwareAccelerated);
            Assert.False(Avx512F.IsSupported);
        }
    }

    [Fact]
    public void Every_probe_has_the_same_bits_with_AVX512_on_or_off_and_on_any_number_of_threads()
    {
        string[] on = Probe("1", threads: 1), off = Probe("0", threads: 1);
        Assert.Equal($"{Acceleration} False", off[0]);
        output.WriteLine(on[0] == off[0]
            ? "This processor has no AVX-512: both ways are the same here, and only the numbers of threads are compared."
            : $"AVX-512 on and off are compared over {on.Length - 1} probes.");
        Assert.True(on.Length > 1);
        Assert.Equal(on[1..], off[1..]);
        Assert.Equal(on[1..], Probe("1", threads: 2)[1..]);
        Assert.Equal(on[1..], Probe("0", threads: 3)[1..]);
    }

    /// <summary>The lines that the program prints, acceleration first.</summary>
    private static string[] Probe(string avx512, int threads)
    {
        // The runtime that runs this test: three folders above its libraries.
        string host = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        ProcessStartInfo start = new(host)
        {
            ArgumentList = { "exec", Path.Combine(AppContext.BaseDirectory, "BhTsne.BitProbes.dll"), threads.ToString(CultureInfo.InvariantCulture) },
            Environment = { [Switch] = avx512 },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string lines = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
