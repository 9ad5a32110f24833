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
    private const string Acceleration = "Vector512.IsHardwareAccelerated";

    private static readonly Lazy<string[]> One = new(() => ProbeProgram.Run("1", threads: 1));

    [Fact]
    public void The_switch_took_effect_where_the_run_expects_so()
    {
        string? value = Environment.GetEnvironmentVariable(ProbeProgram.Switch);
        output.WriteLine($"{Acceleration} {Vector512.IsHardwareAccelerated}, {ProbeProgram.Switch} {value ?? "not set"}");
        bool off = value == "0";
        Assert.True(off || Environment.GetEnvironmentVariable("BHTSNE_EXPECT_NO_AVX512") != "1", $"{ProbeProgram.Switch} is not 0");
        Assert.False(off && (Vector512.IsHardwareAccelerated || Avx512F.IsSupported), $"{ProbeProgram.Switch} is 0, but AVX-512 is used");
    }

    [Fact]
    public void Every_probe_has_the_same_bits_on_any_number_of_threads()
    {
        Assert.True(One.Value.Length > 1);
        Assert.Equal(One.Value, ProbeProgram.Run("1", threads: 2));
    }

    [Avx512Fact]
    public void Every_probe_has_the_same_bits_with_AVX512_on_or_off()
    {
        string[] on = One.Value, off = ProbeProgram.Run("0", threads: 3);
        output.WriteLine($"on: {on[0]}; off: {off[0]}");
        Assert.Equal($"{Acceleration} False", off[0]);
        Assert.True(on.Length > 1);
        Assert.Equal(on[1..], off[1..]);
    }
}
