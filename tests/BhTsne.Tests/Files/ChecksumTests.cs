using BhTsne.Files;
using BhTsne.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Files;

public sealed class ChecksumTests
{
    /// <summary>The check value of CRC-32C in the catalogue of parametrised CRC algorithms.</summary>
    [Fact]
    public void It_has_the_published_check_value()
    {
        Assert.Equal(0xE3069283u, Of("123456789"u8));
        Assert.Equal(0xE3069283u, CrcTable.Of("123456789"u8));
        Assert.Equal(0u, Of([]));
    }

    [Fact]
    public void It_is_that_of_the_definition_however_the_bytes_are_divided()
    {
        Gen<(int Length, int Parts, int Seed)> gen =
            from length in Gen.Choose(0, 300)
            from parts in Gen.Choose(1, 12)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (length, parts, seed);
        Check.ForAll(
            Arb.From(gen),
            x =>
            {
                Random random = new(x.Seed);
                byte[] bytes = new byte[x.Length];
                random.NextBytes(bytes);
                int[] cuts = [0, .. Enumerable.Range(1, x.Parts).Select(_ => random.Next(x.Length + 1)).Order(), x.Length];
                Checksum checksum = new();
                for (int part = 1; part < cuts.Length; part++)
                {
                    checksum.Add(bytes.AsSpan(cuts[part - 1]..cuts[part]));
                }

                Assert.Equal(CrcTable.Of(bytes), checksum.Value);
            },
            cases: 300);
    }

    private static uint Of(ReadOnlySpan<byte> bytes)
    {
        Checksum checksum = new();
        checksum.Add(bytes);
        return checksum.Value;
    }
}
