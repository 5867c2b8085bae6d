"""Findings as the editor shows them."""

from __future__ import annotations

from lsprotocol import types

from opslog.editor.document import Document
from opslog.finding import Finding

SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}


def diagnostic_of(finding: Finding, document: Document) -> types.Diagnostic:
    """Write a finding as a diagnostic; its code leads to the rule's page where the site has an address."""
    return types.Diagnostic(
        range=document.range(finding.span),
        message=finding.sentence,
        severity=SEVERITIES[finding.level],
        code=finding.code,
        code_description=types.CodeDescription(finding.url) if finding.url else None,
        source=" ".join(filter(None, ("opslog", finding.source))),
    )
