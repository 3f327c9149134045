# Give them on the command line (-var open_games_index=false), in terraform.tfvars, or as TF_VAR_….

variable "prefix" {
  description = "What every name begins with, so that this stands beside what `nuage bootstrap` makes"
  type        = string
  default     = "tf-"

  validation {
    condition     = can(regex("^([a-z][a-z0-9-]{0,18}-)?$", var.prefix))
    error_message = "Lower-case letters, digits and hyphens, a letter first and a hyphen last, 20 characters at most; or nothing."
  }
}

variable "tags" {
  description = "Tags of every resource that can have some, besides lab = tp4"
  type        = map(string)
  default     = {}
}

variable "region" {
  description = "Region; a Learner Lab knows us-east-1 and us-west-2 only"
  type        = string
  default     = "us-east-1"
}

variable "versioning" {
  description = "Enabled, or Suspended: once enabled, versioning cannot be disabled any more"
  type        = string
  default     = "Enabled"

  validation {
    condition     = contains(["Enabled", "Suspended"], var.versioning)
    error_message = "Enabled or Suspended."
  }
}

variable "read_capacity" {
  description = "Read capacity units of the table, and of each index"
  type        = number
  default     = 5
}

variable "write_capacity" {
  description = "Write capacity units of the table, and of each index"
  type        = number
  default     = 5
}

variable "inverted_index" {
  description = "Whether the table has InvertedIndex: a step of its own in the lab sheet"
  type        = bool
  default     = true
}

variable "open_games_index" {
  description = "Whether the table has OpenGamesIndex: a step of its own in the lab sheet"
  type        = bool
  default     = true
}

variable "max_retries" {
  description = "How often a call is tried again"
  type        = number
  default     = 2
}
