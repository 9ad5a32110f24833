using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace BhTsne.Tests.Architecture;

/// <summary>
/// Reads a compiled assembly and lists what every type uses: base types, interfaces, constraints, attributes, fields, signatures, locals,
/// catch clauses and the operand of every instruction. Constants are not seen: the compiler copies their values.
/// </summary>
internal sealed class AssemblyUses
{
    private readonly MetadataReader _metadata;
    private readonly PEReader _image;
    private readonly HashSet<TypeUse> _uses = [];
    private (string Namespace, string Name) _user;
    private string _where = "";

    private AssemblyUses(PEReader image)
    {
        _image = image;
        _metadata = image.GetMetadataReader();
        foreach (TypeDefinitionHandle handle in _metadata.TypeDefinitions)
        {
            ReadType(handle);
        }
    }

    /// <summary>All uses, in the order of the names.</summary>
    public static IReadOnlyList<TypeUse> Of(string assemblyPath)
    {
        using PEReader image = new(File.OpenRead(assemblyPath));
        return [.. new AssemblyUses(image)._uses.OrderBy(use => use.ToString(), StringComparer.Ordinal)];
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        _user = OutermostOf(handle);
        _where = "declaration";
        Use(type.BaseType);
        foreach (InterfaceImplementationHandle implemented in type.GetInterfaceImplementations())
        {
            Use(_metadata.GetInterfaceImplementation(implemented).Interface);
        }

        UseConstraints(type.GetGenericParameters());
        UseAttributes(type.GetCustomAttributes());
        foreach (FieldDefinitionHandle fieldHandle in type.GetFields())
        {
            FieldDefinition field = _metadata.GetFieldDefinition(fieldHandle);
            _where = $"field {_metadata.GetString(field.Name)}";
            UseAll(field.DecodeSignature(SignatureTypes.Provider, null));
            UseAttributes(field.GetCustomAttributes());
        }

        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            ReadMethod(_metadata.GetMethodDefinition(method));
        }
    }

    private void ReadMethod(MethodDefinition method)
    {
        _where = $"method {_metadata.GetString(method.Name)}";
        UseSignature(method.DecodeSignature(SignatureTypes.Provider, null));
        UseConstraints(method.GetGenericParameters());
        UseAttributes(method.GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        MethodBodyBlock body = _image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            foreach (var local in _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(SignatureTypes.Provider, null))
            {
                UseAll(local);
            }
        }

        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            Use(region.CatchType);
        }

        foreach (EntityHandle operand in InstructionTokens.Of(body.GetILContent()))
        {
            Use(operand);
        }
    }

    private void UseConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (GenericParameterHandle parameter in parameters)
        {
            foreach (GenericParameterConstraintHandle constraint in _metadata.GetGenericParameter(parameter).GetConstraints())
            {
                Use(_metadata.GetGenericParameterConstraint(constraint).Type);
            }
        }
    }

    private void UseAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle attribute in attributes)
        {
            Use(_metadata.GetCustomAttribute(attribute).Constructor);
        }
    }

    private void UseSignature(MethodSignature<System.Collections.Immutable.ImmutableArray<EntityHandle>> signature)
    {
        UseAll(signature.ReturnType);
        foreach (var parameter in signature.ParameterTypes)
        {
            UseAll(parameter);
        }
    }

    private void UseAll(IEnumerable<EntityHandle> handles)
    {
        foreach (EntityHandle handle in handles)
        {
            Use(handle);
        }
    }

    /// <summary>Notes whatever a token stands for: a type, a member of one, or an instance of a generic one.</summary>
    private void Use(EntityHandle handle, string? member = null)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference:
                (string space, string name) = OutermostOf(handle);
                _uses.Add(new TypeUse(_user.Namespace, _user.Name, _where, space, name, member));
                break;
            case HandleKind.TypeSpecification:
                TypeSpecification specification = _metadata.GetTypeSpecification((TypeSpecificationHandle)handle);
                foreach (EntityHandle part in specification.DecodeSignature(SignatureTypes.Provider, null))
                {
                    Use(part, member);
                }

                break;
            case HandleKind.MemberReference:
                MemberReference reference = _metadata.GetMemberReference((MemberReferenceHandle)handle);
                Use(reference.Parent, _metadata.GetString(reference.Name));
                if (reference.GetKind() == MemberReferenceKind.Method)
                {
                    UseSignature(reference.DecodeMethodSignature(SignatureTypes.Provider, null));
                }
                else
                {
                    UseAll(reference.DecodeFieldSignature(SignatureTypes.Provider, null));
                }

                break;
            case HandleKind.MethodSpecification:
                MethodSpecification instance = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Use(instance.Method);
                foreach (var argument in instance.DecodeSignature(SignatureTypes.Provider, null))
                {
                    UseAll(argument);
                }

                break;
            case HandleKind.MethodDefinition:
                MethodDefinition method = _metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                Use(method.GetDeclaringType(), _metadata.GetString(method.Name));
                UseSignature(method.DecodeSignature(SignatureTypes.Provider, null));
                break;
            case HandleKind.FieldDefinition:
                FieldDefinition field = _metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                Use(field.GetDeclaringType(), _metadata.GetString(field.Name));
                UseAll(field.DecodeSignature(SignatureTypes.Provider, null));
                break;
            case HandleKind.StandaloneSignature:
                StandaloneSignature signature = _metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle);
                UseSignature(signature.DecodeMethodSignature(SignatureTypes.Provider, null));
                break;
            default:
                throw new NotSupportedException($"A token of kind {handle.Kind} in {_user} ({_where}).");
        }
    }

    private (string Namespace, string Name) OutermostOf(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeDefinition)
        {
            TypeDefinition type = _metadata.GetTypeDefinition((TypeDefinitionHandle)handle);
            TypeDefinitionHandle outer = type.GetDeclaringType();
            return outer.IsNil ? (_metadata.GetString(type.Namespace), _metadata.GetString(type.Name)) : OutermostOf(outer);
        }

        TypeReference reference = _metadata.GetTypeReference((TypeReferenceHandle)handle);
        return reference.ResolutionScope.Kind == HandleKind.TypeReference
            ? OutermostOf(reference.ResolutionScope)
            : (_metadata.GetString(reference.Namespace), _metadata.GetString(reference.Name));
    }
}
