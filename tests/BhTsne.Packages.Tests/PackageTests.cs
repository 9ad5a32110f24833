namespace BhTsne.Packages.Tests;

/// <summary>Tests that share the packages: they are made once.</summary>
[CollectionDefinition(Name)]
public sealed class PackageTests : ICollectionFixture<LocalFeed>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "packages";
}
