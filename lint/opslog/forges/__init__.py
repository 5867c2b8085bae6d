"""Asking forges (GitHub, GitLab) how the issues stand that follow-ups name. All that opslog ever sends leaves here."""
