using System.IO.Compression;
using BhTsne.IO.Arrays;
using BhTsne.IO.Text;

namespace BhTsne.IO.Sparse;

/// <summary>A dense array in an archive: its header has been read. Faults name the member.</summary>
/// <param name="archive">Is closed with it.</param>
/// <param name="entry">The member.</param>
/// <param name="array">Its points.</param>
internal sealed class DenseMember(ZipArchive archive, ZipArchiveEntry entry, ArrayTable array) : TableSource(array.File)
{
    public override int Columns => array.Columns;

    public override int? KnownRows => array.KnownRows;

    public override IReadOnlyList<KeptCells> Kept => array.Kept;

    public override int? ColorPlace => array.ColorPlace;

    /// <summary>Chooses columns, as of an array in a file of its own.</summary>
    public void Choose(TableReadOptions? options, IrregularCells? irregular) =>
        NpzFile.InMember(File, entry.FullName, () => Done(() => array.Choose(options, irregular)));

    public override void ReadInto(PointBuffer buffer, CancellationToken cancellation) =>
        NpzFile.InMember(File, entry.FullName, () => Done(() => array.ReadInto(buffer, cancellation)));

    public override void Dispose()
    {
        array.Dispose();
        archive.Dispose();
    }

    private static bool Done(Action action)
    {
        action();
        return true;
    }
}
