using System.Security.Cryptography.X509Certificates;
using Akka.Remote.Transport.DotNetty;

namespace LossActors.Persistence.Nodes;

/// <summary>Mutual TLS between nodes: who may write the table of nodes may join, nobody else.</summary>
public static class ClusterTls
{
    /// <param name="own">With its private key.</param>
    public static DotNettySslSetup Setup(X509Certificate2 own, Members members)
    {
        var thumbprint = NodeCertificate.Thumbprint(own);
        return new(
            own, suppressValidation: false, requireMutualAuthentication: true,
            (certificate, _, _, _, _) => certificate is not null
                && NodeCertificate.Thumbprint(certificate) is var theirs && theirs != thumbprint && members.Trusts(theirs));
    }
}
