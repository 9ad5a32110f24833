using System.Runtime.InteropServices;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.Models;

/// <summary>Models with right checksums and finite, but huge numbers: a place for each point, or a true message.</summary>
public sealed class HugeModelTests
{
    /// <summary>The message is about what the user can change, not about a value that no file has.</summary>
    [Theory]
    [InlineData("plain", "points", false)]
    [InlineData("plain", "map", false)]
    [InlineData("PCA", "pca mean", true)]
    [InlineData("PCA", "pca axes", true)]
    [InlineData("PCA", "points", false)]
    [InlineData("PCA", "map", false)]
    [InlineData("sparse", "svd axes", false)]
    [InlineData("standardized", "means", true)]
    [InlineData("SNE 3", "map", false)]
    [InlineData("symmetric SNE 1", "map", false)]
    public void A_point_has_a_place_or_the_message_says_what_is_too_large(string name, string section, bool isDouble)
    {
        (TsneInput input, TsneInput added, TsneOptions options) = ModelCases.Parts(name == "standardized" ? "plain" : name);
        TsneModel model = ModelCases.Fit(input, options);
        model = name == "standardized" ? model.WithStandardization(Standardization.Of(input.Dense!)) : model;
        int refused = 0;
        foreach (double value in new[] { 1e10, 1e20, 1e30, 3e38, isDouble ? 1e300 : -3e38 })
        {
            SectionBytes parsed = SectionBytes.Parse(ModelCases.Save(model));
            Span<byte> bytes = parsed[section];
            if (isDouble)
            {
                MemoryMarshal.Cast<byte, double>(bytes)[0] = value;
            }
            else
            {
                MemoryMarshal.Cast<byte, float>(bytes)[0] = (float)value;
            }

            TsneModel huge = ModelCases.Load(parsed.ToBytes());
            try
            {
                TransformResult result = huge.Transform(added, new TransformOptions { Threads = 1 });
                Assert.DoesNotContain(result.Embedding.Values.ToArray(), place => !float.IsFinite(place));
            }
            catch (TsneInputException error)
            {
                Assert.DoesNotMatch("Infinity|NaN|every (value|coordinate) must", error.Message);
                Assert.Contains("single precision", error.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.Equal(section is "pca mean" or "pca axes" or "means" or "svd axes", refused > 0);
    }
}
