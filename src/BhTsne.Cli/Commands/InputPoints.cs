using BhTsne.Data;
using BhTsne.IO;

namespace BhTsne.Cli.Commands;

/// <summary>The points of a run, dense or sparse.</summary>
/// <param name="Rows">How many there are.</param>
/// <param name="Columns">How many dimensions they have.</param>
/// <param name="Labels">The labels that came with them, if any.</param>
internal abstract record InputPoints(int Rows, int Columns, IReadOnlyList<string>? Labels)
{
    /// <summary>Dense points.</summary>
    public static InputPoints Of(Table table) => new DensePoints(table);

    /// <summary>Sparse points.</summary>
    public static InputPoints Of(SparseMatrix points) => new SparsePoints(points);

    /// <summary>Checks the options against the points.</summary>
    public abstract void Validate(TsneOptions options);

    /// <summary>To how many components they are reduced, or null for not at all.</summary>
    public abstract int? Components(TsneOptions options);

    /// <summary>Makes the map.</summary>
    public abstract TsneResult Fit(TsneOptions options, IProgress<TsneProgress> progress, CancellationToken cancellation);

    private sealed record DensePoints(Table Table) : InputPoints(Table.Points.Rows, Table.Points.Columns, Table.Labels)
    {
        public override void Validate(TsneOptions options) => options.Validate(Rows, Columns);

        public override int? Components(TsneOptions options) => options.EffectivePcaComponents(Columns);

        public override TsneResult Fit(TsneOptions options, IProgress<TsneProgress> progress, CancellationToken cancellation) =>
            Tsne.Fit(Table.Points, options, progress, cancellation);
    }

    private sealed record SparsePoints(SparseMatrix Matrix) : InputPoints(Matrix.Rows, Matrix.Columns, null)
    {
        public override void Validate(TsneOptions options) => options.ValidateForSparse(Rows, Columns);

        public override int? Components(TsneOptions options) => options.EffectiveSvdComponents(Columns);

        public override TsneResult Fit(TsneOptions options, IProgress<TsneProgress> progress, CancellationToken cancellation) =>
            Tsne.Fit(Matrix, options, progress, cancellation);
    }
}
