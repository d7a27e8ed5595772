using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LossActors.Persistence.Nodes;

/// <summary>
/// Each process makes its own: the private key is never written anywhere, and what others accept is the thumbprint in the database.
/// </summary>
public static class NodeCertificate
{
    public static X509Certificate2 Create(string name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));

        // Nobody looks at the dates: burial revokes. Wide, since clocks may be wrong.
        return request.CreateSelfSigned(now.AddYears(-10), now.AddYears(10));
    }

    /// <summary>SHA-256 of the certificate, hexadecimal.</summary>
    public static string Thumbprint(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
}
