using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace BhTsne.Tests.Architecture.PublicApi;

/// <summary>The public and protected members of a type, one line each. What the compiler adds to records is left out.</summary>
internal static class ApiMembers
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The lines of all members, in a stable order: kind by kind, and by the name.</summary>
    public static IEnumerable<string> Of(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type)
                .Select(name => (name, value: Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)))
                .OrderBy(pair => pair.value)
                .Select(pair => $"{pair.name} = {pair.value}");
        }

        return Sorted(type.GetFields(Declared).Where(IsVisible), Field)
            .Concat(Sorted(type.GetConstructors(Declared).Where(IsVisible), Constructor))
            .Concat(Sorted(type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(IsVisible)), Property))
            .Concat(Sorted(type.GetEvents(Declared).Where(member => IsVisible(member.AddMethod!)), Event))
            .Concat(Sorted(type.GetMethods(Declared).Where(method => IsVisible(method) && IsWritten(method)), Method));
    }

    /// <summary>The parameters in parentheses, with defaults.</summary>
    public static string Parameters(MethodBase method) =>
        $"({(method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "")}{string.Join(", ", method.GetParameters().Select(Parameter))})";

    /// <summary>What a method or delegate returns.</summary>
    public static string Return(MethodInfo method) => ApiTypeName.Of(Nullability.Create(method.ReturnParameter));

    private static string Field(FieldInfo field)
    {
        string type = ApiTypeName.Of(Nullability.Create(field));
        return field.IsLiteral
            ? $"{Access(field.IsFamily)}const {type} {field.Name} = {Value(field.GetRawConstantValue(), field.FieldType)}"
            : $"{Access(field.IsFamily)}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type} {field.Name}";
    }

    private static string Constructor(ConstructorInfo constructor) =>
        $"{Access(!constructor.IsPublic)}{ApiTypeName.BareName(constructor.DeclaringType!)}{Parameters(constructor)}";

    private static string Property(PropertyInfo property)
    {
        MethodInfo accessor = property.GetAccessors(true).First(IsVisible);
        string name = property.GetIndexParameters().Length == 0
            ? property.Name
            : $"this[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}]";
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string type = ApiTypeName.Of(Nullability.Create(property));
        return $"{Access(!accessor.IsPublic)}{Modifiers(accessor)}{required}{type} {name} {{ {Accessors(property)}}}";
    }

    private static string Accessors(PropertyInfo property)
    {
        string get = property.GetMethod is { } getter && IsVisible(getter) ? "get; " : "";
        bool init = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ?? false;
        return get + (property.SetMethod is { } setter && IsVisible(setter) ? (init ? "init; " : "set; ") : "");
    }

    private static string Event(EventInfo member) => $"event {ApiTypeName.Of(member.EventHandlerType!)} {member.Name}";

    private static string Method(MethodInfo method)
    {
        string generic = ApiTypeName.Arguments(
            method.IsGenericMethod ? method.GetGenericArguments().Select(argument => argument.Name) : []);
        return $"{Access(!method.IsPublic)}{Modifiers(method)}{Return(method)} {method.Name}{generic}{Parameters(method)}";
    }

    private static string Modifiers(MethodInfo method) =>
        method.IsStatic ? "static "
        : method.GetBaseDefinition() != method ? "override "
        : method.IsAbstract ? "abstract "
        : method.IsVirtual && !method.IsFinal ? "virtual "
        : "";

    private static string Parameter(ParameterInfo parameter)
    {
        string passing = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? (parameter.IsIn ? "in " : "ref ") : "";
        string list = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute))
            ? "params "
            : "";
        string value = parameter.HasDefaultValue ? $" = {Value(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{list}{passing}{ApiTypeName.Of(Nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Value(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Access(bool isProtected) => isProtected ? "protected " : "";

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldInfo field) =>
        (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName;

    /// <summary>Operators are special names, and are written; accessors and what records get are not.</summary>
    private static bool IsWritten(MethodInfo method) =>
        !method.IsDefined(typeof(CompilerGeneratedAttribute))
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static IEnumerable<string> Sorted<T>(IEnumerable<T> members, Func<T, string> text)
        where T : MemberInfo =>
        members.Select(member => (member.Name, Text: text(member)))
            .OrderBy(member => member.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(member => member.Text, StringComparer.Ordinal)
            .Select(member => member.Text);
}
