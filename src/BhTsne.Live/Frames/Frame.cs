namespace BhTsne.Live.Frames;

/// <summary>One map as it is sent: a header and places on a grid. The bytes are used again when no page is being sent them.</summary>
/// <param name="bytes">Header and places.</param>
internal sealed class Frame(byte[] bytes)
{
    /// <summary>Header and places.</summary>
    public byte[] Bytes { get; } = bytes;

    /// <summary>Counts up from frame to frame.</summary>
    public long Number { get; set; }

    /// <summary>How many hold it: the store, and each page to which it is being sent.</summary>
    public int Holders { get; set; }
}
