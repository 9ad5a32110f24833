// The parts of Microsoft.Extensions.AI that a code block names, so that it compiles without that package; no project includes this file.
namespace Microsoft.Extensions.AI;

/// <summary>A vector.</summary>
public sealed class Embedding<T>
{
    /// <summary>Its components.</summary>
    public ReadOnlyMemory<T> Vector { get; init; }
}

/// <summary>The answer of a generator.</summary>
public sealed class GeneratedEmbeddings<TEmbedding> : List<TEmbedding>;

/// <summary>Makes vectors of inputs.</summary>
public interface IEmbeddingGenerator<in TInput, TEmbedding>
{
    /// <summary>Makes a vector of each input.</summary>
    Task<GeneratedEmbeddings<TEmbedding>> GenerateAsync(IEnumerable<TInput> values, CancellationToken cancellationToken = default);
}
