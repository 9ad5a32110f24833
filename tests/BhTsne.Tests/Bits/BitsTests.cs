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

    private static readonly Lazy<string[]> One = new(() => Probe("1", threads: 1));

    [Fact]
    public void The_switch_took_effect_where_the_run_expects_so()
    {
        output.WriteLine(
            $"{Acceleration} {Vector512.IsHardwareAccelerated}, {Switch} {Environment.GetEnvironmentVariable(Switch) ?? "not set"}");
        bool off = Environment.GetEnvironmentVariable(Switch) == "0";
        Assert.True(off || Environment.GetEnvironmentVariable("BHTSNE_EXPECT_NO_AVX512") != "1", $"{Switch} is not 0");
        Assert.False(off && (Vector512.IsHardwareAccelerated || Avx512F.IsSupported), $"{Switch} is 0, but AVX-512 is used");
    }

    [Fact]
    public void Every_probe_has_the_same_bits_on_any_number_of_threads()
    {
        Assert.True(One.Value.Length > 1);
        Assert.Equal(One.Value, Probe("1", threads: 2));
    }

    [Avx512Fact]
    public void Every_probe_has_the_same_bits_with_AVX512_on_or_off()
    {
        string[] on = One.Value, off = Probe("0", threads: 3);
        output.WriteLine($"on: {on[0]}; off: {off[0]}");
        Assert.Equal($"{Acceleration} False", off[0]);
        Assert.True(on.Length > 1);
        Assert.Equal(on[1..], off[1..]);
    }

    /// <summary>The lines that the program prints, acceleration first.</summary>
    private static string[] Probe(string avx512, int threads)
    {
        // The runtime that runs this test: three folders above its libraries.
        string host = Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        ProcessStartInfo start = new(host)
        {
            ArgumentList =
                { "exec", Path.Combine(AppContext.BaseDirectory, "BhTsne.BitProbes.dll"), threads.ToString(CultureInfo.InvariantCulture) },
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
