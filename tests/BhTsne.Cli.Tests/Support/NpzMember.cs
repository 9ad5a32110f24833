using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace BhTsne.Cli.Tests.Support;

/// <summary>Arrays of one dimension in an .npz, as numpy.savez writes them.</summary>
internal static class NpzMember
{
    /// <param name="archive">Receives the array.</param>
    /// <param name="name">Of the array, without its ending.</param>
    /// <param name="type">As NumPy writes it: "&lt;f4".</param>
    /// <param name="values">Of that type.</param>
    public static void Add<T>(ZipArchive archive, string name, string type, params T[] values)
        where T : unmanaged
    {
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({values.Length},), }}".PadRight(117) + "\n";
        using Stream stream = archive.CreateEntry($"{name}.npy").Open();
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)]);
        stream.Write(MemoryMarshal.AsBytes<T>(values));
    }
}
