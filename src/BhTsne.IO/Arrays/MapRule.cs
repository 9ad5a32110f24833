namespace BhTsne.IO.Arrays;

/// <summary>From what size on an array file is mapped into memory in place of being read, and in which blocks.</summary>
/// <param name="FewestBytes">The fewest bytes of the elements: reading fewer takes hundredths of a second.</param>
/// <param name="MostOfBlock">The most elements of a block, where it is not the only one.</param>
/// <param name="MostOfOnlyBlock">The most elements of a file that is one block.</param>
internal sealed record MapRule(long FewestBytes, int MostOfBlock, int MostOfOnlyBlock)
{
    /// <summary>What is done unless a test asks for another rule: what fits into one array is one block.</summary>
    public static MapRule Default { get; } = new(1L << 26, 1 << 30, Array.MaxLength);
}
