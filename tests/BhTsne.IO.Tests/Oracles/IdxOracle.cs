namespace BhTsne.IO.Tests.Oracles;

/// <summary>Writes IDX files as the page of the MNIST digits describes them.</summary>
internal static class IdxOracle
{
    /// <summary>The types: code in the file, and the same type in the words of .npy.</summary>
    public static readonly (byte Code, string Descr)[] Types =
        [(0x08, ">u1"), (0x09, ">i1"), (0x0B, ">i2"), (0x0C, ">i4"), (0x0D, ">f4"), (0x0E, ">f8")];

    public static byte[] File(byte code, int[] shape, IEnumerable<double> values)
    {
        string descr = Types.Single(type => type.Code == code).Descr;
        List<byte> bytes = [0, 0, code, (byte)shape.Length];
        foreach (int length in shape)
        {
            bytes.AddRange([(byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length]);
        }

        bytes.AddRange(values.SelectMany(value => NpyOracle.Element(descr, value)));
        return [.. bytes];
    }
}
