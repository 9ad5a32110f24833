namespace BhTsne.Tests.Architecture;

/// <summary>One thing that a type's code, signature or attribute names.</summary>
/// <param name="UserNamespace">The namespace of the outermost type that uses it.</param>
/// <param name="User">That type's name: closures, iterators and other nested types count as the type that holds them.</param>
/// <param name="Where">The member in which it is named, for a person.</param>
/// <param name="UsedNamespace">The namespace of what is used.</param>
/// <param name="Used">The outermost type that is used.</param>
/// <param name="UsedMember">The member of it that is called or accessed; null where only the type is named.</param>
internal readonly record struct TypeUse(
    string UserNamespace, string User, string Where, string UsedNamespace, string Used, string? UsedMember)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{UserNamespace}.{User} ({Where}) uses {UsedNamespace}.{Used}{(UsedMember is null ? "" : "." + UsedMember)}";
}
