using System.Diagnostics;

namespace BhTsne.Neighbors;

/// <summary>Work that is compiled for each metric on its own.</summary>
/// <typeparam name="TResult">What the work returns.</typeparam>
internal interface IMetricVisitor<TResult>
{
    /// <summary>Works with a metric over vectors.</summary>
    /// <typeparam name="TMetric">The metric's kernel, over <see cref="ScaledPoints"/>.</typeparam>
    TResult Visit<TMetric>()
        where TMetric : struct, IMetricKernel;

    /// <summary>Works with the inner product. Left out where <see cref="NeighborRules"/> refuses it.</summary>
    TResult VisitInnerProduct() => throw new UnreachableException();

    /// <summary>Works with a custom function. Left out where <see cref="NeighborRules"/> refuses it.</summary>
    TResult VisitCustom() => throw new UnreachableException();
}

/// <summary>The one place that knows which kernel belongs to which metric.</summary>
/// <typeparam name="TResult">What a visitor returns.</typeparam>
internal static class MetricDispatch<TResult>
{
    /// <summary>Calls the visitor's method for a metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="visitor">A struct, so that nothing is allocated.</param>
    public static TResult Run<TVisitor>(Metric metric, TVisitor visitor)
        where TVisitor : struct, IMetricVisitor<TResult> => metric.Kind switch
        {
            // The cosine is the Euclidean distance between rows that ScaledPoints has brought to length 1.
            MetricKind.Euclidean or MetricKind.Cosine => visitor.Visit<EuclideanKernel>(),
            MetricKind.Manhattan => visitor.Visit<ManhattanKernel>(),
            MetricKind.Chebyshev => visitor.Visit<ChebyshevKernel>(),
            MetricKind.InnerProduct => visitor.VisitInnerProduct(),
            MetricKind.Custom => visitor.VisitCustom(),
            _ => throw new UnreachableException(),
        };
}
