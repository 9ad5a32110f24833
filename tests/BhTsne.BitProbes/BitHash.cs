using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace BhTsne.BitProbes;

/// <summary>A hash of the bits of all results given to it, in their order.</summary>
internal sealed class BitHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds values.</summary>
    public void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged => _hash.AppendData(MemoryMarshal.AsBytes(values));

    /// <summary>Adds one value: a number, or a vector with all its lanes.</summary>
    public void Add<T>(T value)
        where T : unmanaged => Add(new ReadOnlySpan<T>(in value));

    /// <summary>The first 64 bits of the hash, in hexadecimal.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset().AsSpan(0, 8));

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
