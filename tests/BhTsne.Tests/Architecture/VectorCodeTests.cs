using System.Text.RegularExpressions;

namespace BhTsne.Tests.Architecture;

/// <summary>
/// Which projects have code that depends on the instruction set: .ci/run repeats their tests without AVX-512, and no others.
/// </summary>
public sealed class VectorCodeTests
{
    private static readonly Regex VectorCode =
        new(@"\bSystem\.Runtime\.Intrinsics\b|\bSystem\.Numerics\.Tensors\b|\bTensorPrimitives\b|\bVector(64|128|256|512)?(\.|<)");

    [Fact]
    public void Tests_of_the_projects_with_vector_code_run_again_without_AVX512()
    {
        string[] projects =
        [
            .. Directory.EnumerateDirectories(Repository.PathOf("src")).Select(folder => Path.GetFileName(folder)!)
                .Where(project => SourceFiles.Under("src", project).Any(file => SourceFiles.Matches(file, VectorCode).Any()))
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(["BhTsne", "BhTsne.IO"], projects);
        string script = File.ReadAllText(Repository.PathOf(".ci", "run"));
        Assert.All(projects, project => Assert.Contains($"FullyQualifiedName~{project}.Tests.", script, StringComparison.Ordinal));
    }
}
