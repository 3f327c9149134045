# Give them on the command line (-var tweet_url=…), in terraform.tfvars, or as TF_VAR_tweet_url=….

variable "tweet_url" {
  description = "Address that the function fetches a tweet from; it must be able to reach it"
  type        = string

  validation {
    condition     = can(regex("^https?://", var.tweet_url))
    error_message = "A web address is wanted, such as the one that `nuage status` shows for the tweets."
  }
}

variable "role_name" {
  description = "A role that is there already, such as LabRole in a Learner Lab; empty: a role is created"
  type        = string
  default     = ""
}

variable "s3_access" {
  description = "Whether the role that is created may write to the bucket; without, the function lives through AccessDenied"
  type        = bool
  default     = true
}

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
  description = "Tags of every resource that can have some, besides lab = tp2"
  type        = map(string)
  default     = {}
}

variable "region" {
  description = "Region; a Learner Lab knows us-east-1 and us-west-2 only"
  type        = string
  default     = "us-east-1"
}

variable "package" {
  description = "Zip of the function, as `python -m bootstrap.package` makes it; empty: function.zip at the top of the repository"
  type        = string
  default     = ""
}

variable "memory" {
  description = "Memory of the function, in MB"
  type        = number
  default     = 128
}

variable "timeout" {
  description = "After how many seconds an invocation is stopped"
  type        = number
  default     = 10
}

variable "log_days" {
  description = "For how many days CloudWatch keeps the function's log"
  type        = number
  default     = 7
}

variable "rate" {
  description = "How often the function runs"
  type        = string
  default     = "rate(1 minute)"
}

variable "schedule_state" {
  description = "ENABLED, or DISABLED to stop the function from running (and costing) every minute"
  type        = string
  default     = "ENABLED"
}

variable "scan_limit" {
  description = "Bytes that a query may scan before Athena cancels it; 10 MB is the least that Athena takes"
  type        = number
  default     = 104857600
}

variable "max_retries" {
  description = "How often a call is tried again"
  type        = number
  default     = 2
}
